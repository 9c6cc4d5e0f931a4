"""A pupil positions on a competence, with the keyboard alone."""

from playwright.sync_api import expect

from profiles.models import Answer, Practice
from referentiel.content import read_all
from referentiel.loading import load
from tests.factories import UserFactory


def test_whole_practice_by_keyboard(sign_in, visit, page, transactional_db):
    load(read_all()[0])
    sign_in(UserFactory())
    visit("profiles:competence", code="2.1")
    page.get_by_role("button", name="Me positionner").focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")

    while page.url.endswith("/questions/"):
        button = page.get_by_role("button", name="Je passe").or_(
            page.get_by_role("button", name="Commencer")
        )
        button.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")

    expect(page.get_by_role("heading", name="Où vous en êtes")).to_be_visible()
    assert Practice.objects.get().state == "finished"
    assert 1 <= Answer.objects.count() <= 20


def test_answer_is_typed_sent_and_told(sign_in, visit, page, transactional_db):
    load(read_all()[0])
    sign_in(UserFactory())
    visit("profiles:competence", code="4.1")
    with page.expect_navigation():
        page.get_by_role("button", name="Me positionner").click()
    if page.get_by_role("button", name="Commencer").count():
        page.get_by_role("button", name="Commencer").click()

    page.get_by_role("button", name="Je valide").click()
    expect(page.get_by_role("alert")).to_contain_text("à corriger")

    page.get_by_role("button", name="Je passe").click()
    page.get_by_text("Question passée").wait_for()
    assert Answer.objects.get().result == "aband"
