"""Compares the bot with a model of the conversation, after random taps, texts, old and forged buttons, restarts and
updates that are delivered twice.

The model knows four things: what the draft holds, which drafts were confirmed, which of their orders are unpaid, and
which screen is shown. After every step: no exception and no error in the logs, exactly the confirmed orders exist at
the partner, the stored draft is the model's, and the screen's buttons belong to that draft.
"""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

import pytest
from aiogram.types import Update
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from redis.asyncio import Redis

from bot.app import App
from bot.orders.draft import Draft, Wish
from bot.partner.goods import Product
from bot.sandbox.telegram_api import people
from bot.ui.callback_data import unpack_wish
from tests.support import KEYS
from tests.support.shop import ALICE, Json, MovingClock, Shop, open_shop

T = TypeVar("T")
Goods = tuple[str, str, int]
"""Product, recipient, amount."""

MOST_UNPAID = 3
MONTHS = (3, 6, 12)

RECIPIENTS = {"@durov": "durov", "https://t.me/durov": "durov", "pandus": "pandus", " @Pandus ": "Pandus"}
AMOUNTS = {"50": 50, "100": 100, "10,000": 10_000, "3": 3, "12": 12, "٣": 3}
PURCHASES = {
    "@durov 100": Wish(None, "durov", 100),
    "premium 6 t.me/durov": Wish(Product.PREMIUM, "durov", 6),
    "1 000 звёзд @pandus": Wish(Product.STARS, "pandus", 1000),
    "Yıldız": Wish(Product.STARS),
    "3 months": Wish(Product.PREMIUM, None, 3),
}
NOTHING = (
    "49",
    "10001",
    "1e3",
    "-5",
    "nobody_here",
    "channel_x",
    "a",
    "hello, how are you?",
    "@",
    "<b>",
    "💎",
    "x" * 300,
)
COMMANDS = ("/start", "/start", "/cancel", "/help", "/language", "/orders", "/privacy", "/nonsense", "/balance")
FORGED = (
    "",
    "d",
    "d:confirm:{draft}:",
    "d:another:{draft}:",
    "d:me:{draft}:",
    "d:to:{draft}:durov",
    "d:to:{draft}:no such name",
    "d:amount:{draft}:100",
    "d:amount:{draft}:-1",
    "d:amount:{draft}:999999",
    "d:product:{draft}:gold",
    "d:back:{draft}:",
    "d:cancel:{draft}:",
    "d:nonsense:{draft}:",
    "d:confirm:AAAAAAAAAAAA:",
    "d:back::",
    "d:set:{draft}:s100_durov",
    "d:set:{draft}:s5",
    "d:set:{draft}:x",
    "d:set:AAAAAAAAAAAA:p6_durov",
    "d:confirm:AAAAAAAAAAAA:s50_pandus",
    "d:cancel:AAAAAAAAAAAA:s50_pandus",
    "d:amount:AAAAAAAAAAAA:100",
    "o:open:10421",
    "o:cancel:1",
    "o:pay:../../balance",
    "g:orders:-1",
    "g:orders:999999999999",
    "g:speak:xx",
    "g:nowhere:",
    "z:1:2",
)


@dataclass
class Model:
    """What should be."""

    draft: Wish = field(default_factory=Wish)
    confirmed: dict[str, Goods] = field(default_factory=dict)  # draft id → what it ordered
    unpaid: list[Goods] = field(default_factory=list)

    @property
    def goods(self) -> Goods | None:
        product, recipient, amount = self.draft.product, self.draft.recipient, self.draft.amount
        return (product, recipient, amount) if product and recipient and amount else None

    @property
    def step(self) -> str:
        if self.draft.product is None:
            return "home"
        if self.draft.recipient is None:
            return "recipient"
        return "amount" if self.draft.amount is None else "confirm"

    def types(self, text: str) -> None:
        if text.startswith(("/start", "/cancel")):
            self.draft = Wish()
        elif text.startswith("/"):
            pass
        elif text in PURCHASES:
            self._chooses(PURCHASES[text].over(self.draft))
        elif text in RECIPIENTS and (self.step == "recipient" or text != "pandus"):
            self._chooses(Wish(recipient=RECIPIENTS[text]).over(self.draft))
        elif text not in RECIPIENTS:
            self._counts(text)

    def _counts(self, text: str) -> None:
        amount = AMOUNTS.get(text) or (int(text) if text.isascii() and text.isdigit() else 0)
        if amount:
            self._chooses(Wish(amount=amount).over(self.draft))

    def _chooses(self, wish: Wish) -> None:
        """An amount that is not sold is asked for again; the rest stays."""
        if wish.amount:
            sold = [Product.PREMIUM] if wish.amount in MONTHS else []
            sold += [Product.STARS] if 50 <= wish.amount <= 10_000 else []
            if sold and wish.product in (None, *sold):
                wish = replace(wish, product=wish.product or sold[0])
            else:
                wish = replace(wish, amount=None)
        self.draft = wish

    def presses(self, do: str, id: str, arg: str, *, current: str) -> None:
        """A button of a draft's screen; `current` is the id of the chat's draft."""
        if do == "contacts":
            return  # it only shows Telegram's own button
        if do in ("confirm", "another") and id == current and self.goods:
            self._confirms(id, anew=do == "another")
        elif id in self.confirmed:  # it shows the order, in place of whatever was begun
            self.draft = Wish()
        elif id == current:
            self._adds(do, arg, self.draft)
        elif do not in ("cancel", "withdraw"):  # the purchase begins anew
            self._adds("set" if do in ("confirm", "another", "nonsense") else do, arg, Wish())

    def _adds(self, do: str, arg: str, draft: Wish) -> None:
        if do == "set" and (wish := unpack_wish(arg)):
            self._chooses(wish)
        elif do == "product":
            self.draft = Wish(Product.PREMIUM if arg == "premium" else Product.STARS)
        elif do == "me":
            self._chooses(Wish(recipient="alice").over(draft))
        elif do == "to" and " " not in arg:
            self._chooses(Wish(recipient=arg).over(draft))
        elif do == "amount" and arg.isdigit():
            self._chooses(Wish(amount=int(arg)).over(draft))
        elif do == "back" and draft.product:
            step = Model(draft).step
            self.draft = {"confirm": replace(draft, amount=None), "amount": Wish(draft.product)}.get(step, Wish())
        elif do == "cancel":
            self.draft = Wish()

    def _confirms(self, id: str, *, anew: bool) -> None:
        goods = self.goods
        assert goods is not None
        wanted = (goods[0], goods[1].lower(), goods[2])
        twins = [twin for twin in self.unpaid if (twin[0], twin[1].lower(), twin[2]) == wanted]
        if (not twins or anew) and len(self.unpaid) < MOST_UNPAID:
            self.confirmed[id] = goods
            self.unpaid.append(goods)
            self.draft = Wish()


class Errors(logging.Handler):
    """Whatever is logged as an error, from the bot and from its libraries."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(self.format(record))


class Conversation(RuleBasedStateMachine):
    """Alice and the bot. The bot's workers do not run: what happens is what its handlers do."""

    def __init__(self, valkey_url: str) -> None:
        super().__init__()
        self.model = Model()
        self.errors = Errors()
        logging.getLogger().addHandler(self.errors)
        self.runner = asyncio.Runner()
        self.stack, self.process = AsyncExitStack(), AsyncExitStack()
        self.old_buttons: list[str] = ["d:confirm:AAAAAAAAAAAA:"]
        self.last: list[Json] = []
        self.run(self._open(valkey_url))

    def run(self, doing: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(doing)

    async def _open(self, valkey_url: str) -> None:
        redis: Redis = Redis.from_url(valkey_url)
        await redis.flushall()
        await redis.aclose()
        self.shop: Shop = await self.stack.enter_async_context(open_shop(valkey_url, MovingClock()))
        await self._start()

    async def _start(self) -> None:
        self.app: App = await self.process.enter_async_context(
            self.shop.built(max_unpaid_per_chat=MOST_UNPAID, telegram_rps=1000, partner_rps=1000)
        )
        await self.app.migration.run()

    def teardown(self) -> None:
        try:
            self.run(self.process.aclose())
            self.run(self.stack.aclose())
        finally:
            self.runner.close()
            logging.getLogger().removeHandler(self.errors)

    # What Alice sees

    @property
    def alice(self) -> Any:
        return self.shop.telegram.people[ALICE]

    def buttons(self) -> list[tuple[int, str]]:
        """Every button in the chat that the bot hears of: its message, and its data."""
        chat = self.shop.telegram.private_chat(self.alice)
        return [
            (message.id, button["callback_data"])
            for message in chat.living()
            for row in message.body.get("reply_markup", {}).get("inline_keyboard", [])
            for button in row
            if "callback_data" in button
        ]

    async def _draft(self) -> tuple[Draft, int | None]:
        """The chat's draft as it is stored, and the message in which its screen stands."""
        stored = await self.app.redis.get(KEYS.session(ALICE))
        if stored is None:
            return Draft.empty(), None
        session = (await _sessions(self.app).peek(ALICE))[0]
        return session.draft, session.message_ref.message_id if session.message_ref else None

    async def _handle(self, *, twice: bool = False) -> None:
        """Everything that Telegram holds for the bot, in order; or at once, as two taps come."""
        pending = self.shop.telegram.updates.pending
        self.last = [each.body() for each in pending.values()]
        pending.clear()
        if twice:
            await asyncio.gather(*map(self._feed, self.last))
        else:
            for body in self.last:
                await self._feed(body)

    async def _feed(self, body: Json) -> None:
        update = Update.model_validate(body, context={"bot": self.app.bot})
        await self.app.dispatcher.feed_update(self.app.bot, update)

    # What Alice does

    @rule(text=st.sampled_from([*COMMANDS, *RECIPIENTS, *AMOUNTS, *PURCHASES, *NOTHING]))
    def types(self, text: str) -> None:
        people.write(self.shop.telegram, self.alice, people.text_content(self.shop.telegram, self._chat(), text))
        self.run(self._handle())
        self.model.types(text)

    @rule(kind=st.sampled_from(["sticker", "voice", "location", "forward"]))
    def sends_what_nobody_expects(self, kind: str) -> None:
        people.write(self.shop.telegram, self.alice, people.MEDIA[kind])
        self.run(self._handle())

    @precondition(lambda self: self.buttons())
    @rule(which=st.integers(0, 30), times=st.sampled_from([1, 1, 1, 2]))
    def presses(self, which: int, times: int) -> None:
        """A button that is there, sometimes twice at once. The newest message first: that is where people look."""
        buttons = self.buttons()[::-1]
        message_id, data = buttons[which % len(buttons)]
        self.old_buttons.append(data)
        self._press(message_id, data, times)

    @rule(which=st.integers(0, 200))
    def presses_what_was_there(self, which: int) -> None:
        """On another device the old screen is still to be seen."""
        data = self.old_buttons[which % len(self.old_buttons)]
        self._press(self._newest(), data)

    @rule(data=st.sampled_from(FORGED))
    def presses_what_never_was(self, data: str) -> None:
        draft, _ = self.run(self._draft())
        self._press(self._newest(), data.format(draft=draft.id))

    @precondition(lambda self: self.model.goods is None and len(self.model.unpaid) < MOST_UNPAID)
    @rule()
    def goes_all_the_way_to_confirm(self) -> None:
        """Chance alone rarely gets there."""
        self.types("/start")
        for do, arg in (("product", "stars"), ("to", f"friend{len(self.model.confirmed)}"), ("amount", "100")):
            draft, _ = self.run(self._draft())
            self._press(self._newest(), f"d:{do}:{draft.id}:{arg}")

    @precondition(lambda self: self.model.confirmed)
    @rule(which=st.integers(0, 20), how=st.sampled_from(["exact", "expire", "deliver", "fail"]))
    def the_partner_moves_an_order(self, which: int, how: str) -> None:
        orders = self.shop.partner.orders()
        order = orders[which % len(orders)]
        if how == "exact" and order.status == "pending_payment":
            self.shop.partner.pay_exactly(order)
        elif how != "exact":
            self.shop.partner.set_status(order, {"expire": "expired", "deliver": "completed", "fail": "failed"}[how])

    @rule()
    def the_bot_is_restarted(self) -> None:
        self.run(self.process.aclose())
        self.run(self._start())

    @precondition(lambda self: self.last)
    @rule()
    def telegram_delivers_again(self) -> None:
        """What was handled has no second effect."""
        before, chat = self.run(self._draft()), self._texts()

        async def again() -> None:
            for body in self.last:
                await self._feed(body)

        self.run(again())
        assert self.run(self._draft()) == before
        assert self._texts() == chat

    def _press(self, message_id: int, data: str, times: int = 1) -> None:
        draft, _ = self.run(self._draft())
        for _ in range(times):
            people.tap(self.shop.telegram, self.alice, self._chat(), message_id, data)
        self.run(self._handle(twice=times > 1))
        prefix, _, rest = data.partition(":")
        for _ in range(times):
            self._expect(prefix, rest.split(":"), draft)
            draft, _ = self.run(self._draft())

    def _expect(self, prefix: str, parts: list[str], draft: Draft) -> None:
        """The same press in the model. For what leads elsewhere the partner's truth is looked at, as the bot does."""
        if prefix == "d" and len(parts) == 3:
            do, id, arg = parts
            self.model.presses(do, id, arg, current=draft.id)
        elif prefix == "g" and parts[0] in ("home", "forgotten"):
            self.model.draft = Wish()
        elif prefix == "o" and parts[0] == "repeat":
            order = self.shop.partner.order(int(parts[1]))
            if order:
                self.model.draft = Wish(Product(order.product.value), order.recipient, order.amount)
        self.model.unpaid = self.run(self._unpaid())

    async def _unpaid(self) -> list[Goods]:
        """What the bot takes for unpaid. That it errs only towards too much is an invariant of its own."""
        fields = await self.app.watch.unpaid_of_chat(ALICE)
        words = [bought.split(":") for bought in fields.values()]
        return [(product, recipient, int(amount)) for product, recipient, amount in words]

    def _chat(self) -> Any:
        return self.shop.telegram.private_chat(self.alice)

    def _newest(self) -> int:
        living = self._chat().living()
        return living[-1].id if living else 1

    def _texts(self) -> list[Any]:
        return [message.body for message in self._chat().living()]

    # What must hold

    @invariant()
    def all_is_well(self) -> None:
        self.nothing_went_wrong_inside()
        self.exactly_what_was_confirmed_is_ordered()
        self.what_waits_for_a_payment_is_known_as_unpaid()
        self.the_draft_is_the_models()
        self.the_screen_is_that_of_the_draft()
        self.nothing_is_sent_that_telegram_refuses()

    def nothing_went_wrong_inside(self) -> None:
        assert not self.errors.seen

    def exactly_what_was_confirmed_is_ordered(self) -> None:
        made = [(order.product.value, order.recipient, order.amount) for order in self.shop.partner.orders()]
        assert sorted(made) == sorted(self.model.confirmed.values())

    def what_waits_for_a_payment_is_known_as_unpaid(self) -> None:
        pending = [order for order in self.shop.partner.orders() if order.status == "pending_payment"]
        assert len(pending) <= len(self.model.unpaid)

    def the_draft_is_the_models(self) -> None:
        draft, _ = self.run(self._draft())
        assert draft.wish == self.model.draft

    def the_screen_is_that_of_the_draft(self) -> None:
        """Every button of it that shapes the draft belongs to the draft as it is, and leads on from its step."""
        draft, place = self.run(self._draft())
        own = [data.split(":") for message_id, data in self.buttons() if message_id == place and data.startswith("d:")]
        shaping = [parts for parts in own if parts[1] not in ("confirm", "another") or parts[2] == draft.id]
        assert {parts[2] for parts in shaping} <= {draft.id}
        if any(parts[1] == "cancel" for parts in shaping):  # a step's screen, not home, help or a language's
            step = {"recipient": "contacts", "confirm": "confirm"}.get(self.model.step, "set")
            assert step in {parts[1] for parts in own}, f"at {draft.step} there is only {own}"

    def nothing_is_sent_that_telegram_refuses(self) -> None:
        refused = [call.error for call in self.shop.telegram.history if call.error]
        harmless = ("not modified", "query is too old", "message to delete not found", "can't initiate conversation")
        assert not [error for error in refused if not any(words in error for words in harmless)]


def _sessions(app: App) -> Any:
    return app.sessions


@pytest.mark.timeout(600)
def test_the_conversation_is_what_the_model_says(valkey_url: str) -> None:
    run_state_machine_as_test(
        lambda: Conversation(valkey_url),  # type: ignore[arg-type]  # any callable that makes one will do
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
