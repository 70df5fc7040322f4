"""Every state the pages can be in: how somebody gets there. The axe test walks them, and `make gallery` takes their pictures."""

from __future__ import annotations

from typing import Callable

from tests.browser.conftest import STORY, Visitor

State = Callable[[Visitor], None]


def _begin(*taps: str) -> State:
    def walk(visitor: Visitor) -> None:
        visitor.begins()
        for name in taps:
            visitor.taps(name)

    return walk


def _told(visitor: Visitor) -> None:
    _begin("Me", "No")(visitor)
    visitor.says(STORY)


def _helped(visitor: Visitor) -> None:
    _told(visitor)
    visitor.taps("Yes, that's right")


def _says(text: str) -> State:
    def walk(visitor: Visitor) -> None:
        visitor.begins()
        visitor.says(text)

    return walk


def _error(visitor: Visitor) -> None:
    visitor.begins()
    visitor.page.get_by_role("button", name="Send", exact=True).click()
    visitor.page.locator("#message-error").wait_for()


def _no_line(visitor: Visitor) -> None:
    visitor.begins()
    visitor.context.route(
        "**/chat/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    visitor.page.get_by_label("Your message").fill("my ex keeps turning up")
    visitor.page.get_by_role("button", name="Send", exact=True).click()
    visitor.page.locator("div[data-trouble]").wait_for()


def _change(visitor: Visitor) -> None:
    _told(visitor)
    visitor.taps("Change an answer")


def _notes(shown: bool) -> State:
    def walk(visitor: Visitor) -> None:
        _helped(visitor)
        visitor.page.goto(visitor.page.url + ("/notes/show" if shown else "/notes"))

    return walk


def _log_filled_in(visitor: Visitor) -> None:
    _notes(shown=True)(visitor)
    visitor.page.get_by_label("Date").fill("3 November")
    visitor.page.get_by_label("What happened").fill("A car stood outside for an hour")
    visitor.page.get_by_role("button", name="Add to the log").click()


def _at(path: str) -> State:
    return lambda visitor: visitor.opens(path)


def _place(typed: str) -> State:
    def walk(visitor: Visitor) -> None:
        visitor.opens("/support")
        visitor.page.get_by_label("Where do you live?").fill(typed)
        visitor.page.get_by_role("button", name="Show who can help").click()

    return walk


STATES: dict[str, State] = {
    "start": _at("/chat"),
    "start, on a force's website": _at("/chat?force=essex"),
    "is this device safe": _at("/chat/device"),
    "first question": _begin(),
    "danger asked": _begin("Me"),
    "story asked": _begin("Me", "No"),
    "for someone else": _begin("Someone I know", "No"),
    "first of the five": _begin("Me", "No", "Ask me questions instead"),
    "why a question is asked": _begin("Me", "No", "Ask me questions instead", "Why do you ask?"),
    "what was put down": _told,
    "which answer to change": _change,
    "outcome and help": _helped,
    "danger": _says("hes outside my door now"),
    "cannot speak": _says("cant talk hes in the next room"),
    "thoughts of suicide": _says("i dont want to be here anymore"),
    "another language": _says("میرا شوہر ہر روز میرے دفتر کے باہر کھڑا رہتا ہے"),
    "not understood": _says("flibber gibbet wobble"),
    "nothing was typed": _error,
    "no line": _no_line,
    "finished": _begin("Me", "Finish and erase"),
    "erased": _at("/chat/nobody-knows-this-address"),
    "before the notes": _notes(shown=False),
    "notes": _notes(shown=True),
    "log filled in": _log_filled_in,
    "urgent": _at("/urgent"),
    "support": _at("/support"),
    "support for an area": _at("/support/essex"),
    "support for a need": _at("/support/for/signing"),
    "steps": _at("/support/steps"),
    "steps for a situation": _at("/support/steps/phone"),
    "place not found": _place("narnia"),
    "place of several": _place("newport"),
    "privacy": _at("/privacy"),
    "accessibility": _at("/accessibility"),
}
