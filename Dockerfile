# The platform in one image: web, worker and beat differ by their command alone.

FROM python:3.13-slim AS requirements
RUN python -m venv /venv
COPY requirements.txt /
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check \
    --require-hashes --only-binary :all: -r /requirements.txt

FROM python:3.13-slim
# Tied to the system's release, not to a version of it: security updates come with each build.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /tmp --shell /usr/sbin/nologin pixcertif
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    PRODUCTION=1 VAR_DIR=/srv/var BIND=0.0.0.0:8000
COPY --from=requirements /venv /venv
WORKDIR /srv/pixcertif
COPY . .
# The key is used by nothing here and goes nowhere.
RUN SECRET_KEY=only-to-collect-static-files python manage.py collectstatic --no-input \
    && install --directory --owner pixcertif /srv/var/files
USER 10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "deploy/is_alive.py"]
CMD ["gunicorn", "--config", "gunicorn.conf.py", "pixcertif.wsgi"]
