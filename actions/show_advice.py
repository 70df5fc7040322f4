"""Show safety advice for a situation, as short cards (data/advice.yml)."""

from typing import List

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.knowledge import ADVICE, now
from actions.turn.conversation import entity
from actions.turn.going_on import go_on


class ActionShowAdvice(Action):
    """Shows the cards of the situation of a button (``advice``), or that the message names; without one, asks which."""

    def name(self) -> str:
        return "action_show_advice"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> List[EventType]:
        advice = ADVICE.on(now().date())
        named = advice.named_in(tracker.latest_message.get("text") or "")
        situation = advice.get(entity(tracker, "advice") or "") or named
        if situation is None and tracker.get_slot("immediate_danger"):
            # The list would close the question whether they are safe.
            return go_on(dispatcher, tracker)
        if situation is None:
            choices = [(one.title, f'/safety_advice{{"advice": "{one.id}"}}') for one in advice.situations]
            buttons = [{"title": title, "payload": payload} for title, payload in choices]
            dispatcher.utter_message(response="utter_advice_which", buttons=[*buttons, *ADVICE.others])
            # What is typed next answers this, and not the question that was open.
            return [ActiveLoop(None), SlotSet("requested_slot", None), FollowupAction("action_listen")]
        helper = tracker.get_slot("speaking_for") == "someone_else"
        dispatcher.utter_message(
            response="utter_advice",
            intro=situation.intro_for(helper),
            cards="\n".join(f"{card.said_to(helper)} {card.why}" for card in situation.cards),
            checked=situation.checked,
        )
        return go_on(dispatcher, tracker)
