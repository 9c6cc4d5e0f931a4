"""Structured logs: one JSON object a line, in UTC, with the request's id and nothing personal."""

import structlog


def without_message(logger, method, event):
    """Keep where an exception came from, drop what it says: a database quotes people's data."""
    error = event.pop("exc_info", None)
    if error is True or error is None:
        return event
    kind, _, trace = error
    event["error"] = f"{kind.__module__}.{kind.__qualname__}"
    frames = []
    while trace:
        code = trace.tb_frame.f_code
        frames.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    event["trace"] = frames[-12:]
    return event


def without_address(logger, method, event):
    """Django ends « Service Unavailable: /compte/… » with what was typed: a link that signs in."""
    if event.get("logger") == "django.request":
        event["event"] = event["event"].partition(":")[0]
    return event


SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    without_address,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


structlog.configure(
    processors=[
        *SHARED,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

# What other people's loggers say too much, or too often.
LOGGERS = {
    # Replaced by the request log, which names the route and never the address typed.
    "django.request": "ERROR",
    "django.security": "CRITICAL",
    "django.server": "WARNING",
    "fontTools": "ERROR",
    "weasyprint": "ERROR",
    "celery": "WARNING",
    # It writes what an exception says; our own line says where it came from.
    "celery.app.trace": "CRITICAL",
    "kombu": "WARNING",
    "kombu.connection": "ERROR",  # it warns that a folder has no host name
}


def logging_config(*, plain, level):
    """`plain` is for a person's terminal: short lines, and exceptions in full."""
    json = [without_message, structlog.processors.JSONRenderer(ensure_ascii=False)]
    structured = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": SHARED,
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *([structlog.dev.ConsoleRenderer(colors=False)] if plain else json),
        ],
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"structured": structured},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "structured"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {name: {"level": floor} for name, floor in LOGGERS.items()}
        | {"django": {"handlers": [], "propagate": True}},
    }
