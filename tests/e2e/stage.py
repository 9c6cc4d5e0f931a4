"""The stage on which a page in some state is brought about, and the list of those states."""

LONG_NAME = "Marie-Anne-Joséphine-Hippolyte de La Tour d’Auvergne-Lauraguais et de Montmorency"

STATES = {}


def state(function):
    STATES[function.__name__] = function
    return function


class Stage:
    """What a state needs in hand to bring its page about."""

    def __init__(self, page, visit, sign_in, mailoutbox):
        self.page, self.visit, self.sign_in, self.mails = page, visit, sign_in, mailoutbox

    def press(self, name):
        with self.page.expect_navigation():
            self.page.get_by_role("main").get_by_role("button", name=name, exact=True).click()
