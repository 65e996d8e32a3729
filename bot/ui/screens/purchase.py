"""Screens of a purchase: home, recipient, amount, confirm. The step follows from what the draft lacks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from aiogram.filters.callback_data import CallbackData

from bot.orders.draft import Draft, Recipient, Step, Wish
from bot.partner.goods import Goods, Product
from bot.partner.prices import Fees
from bot.ui.callback_data import MenuCallback, OrderCallback, PurchaseCallback, pack_wish
from bot.ui.i18n import I18n, code, plain
from bot.ui.money import number_text
from bot.ui.screen import MAX_LABEL_LENGTH, Button, Rows, Screen, button, in_rows, two_per_row
from bot.ui.screens.phrases import NBSP, estimated_price, goods, home_button, recipient_label, support_line, with_price

PRESETS = (50, 100, 250, 500, 1000, 2500)
"""Quantities of Stars on the buttons, within the partner's limits."""

MAX_PRICED_LENGTH = 19
"""Characters of a quantity with its price, two in a row."""

UNPAID_ON_HOME = 3
"""Unpaid orders on the home screen."""

UNPAID_TO_CANCEL = 5
"""Unpaid orders to pay or cancel when there are too many."""


@dataclass(frozen=True)
class Unpaid:
    """An unpaid order or an open intent (`order:<id>`, `intent:<id>`) with its goods as text.

    `state` of an order: "due", "partly" (some of the money has arrived), "marked" (its customer says it is paid), or
    "shown" (it cannot be paid now: its time is up, or its payment details are withheld).
    """

    name: str
    goods: str
    state: str = "due"

    @property
    def id(self) -> str:
        return self.name.partition(":")[2]

    @property
    def is_order(self) -> bool:
        return self.name.startswith("order:")


def home(i18n: I18n, draft: Draft, unpaid: Sequence[Unpaid] = ()) -> Screen:
    shown = unpaid[:UNPAID_ON_HOME]
    due = "yes" if any(item.state == "due" for item in shown) else "no"
    text = i18n.get("home-unpaid", orders=_unpaid_lines(i18n, shown), due=due) if shown else i18n.get("home")
    first = next((item for item in shown if item.is_order and item.state == "due"), shown[0] if shown else None)
    waiting = tuple((_open_button(i18n, item, style="primary" if item is first else None),) for item in shown)
    rows: Rows = (
        *waiting,
        *_products(i18n, draft),
        (
            button(i18n.get("button-orders"), MenuCallback(target="orders")),
            button(i18n.get("button-help"), MenuCallback(target="help")),
            button(i18n.get("button-language"), MenuCallback(target="language")),
        ),
    )
    return Screen(text, rows)


def which_product(i18n: I18n, draft: Draft) -> Screen:
    """Asks what is bought, when a recipient or an amount was typed first."""
    lines = [i18n.get("which-product")]
    if draft.amount:
        lines.append(number_text(draft.amount, i18n.locale))
    if draft.recipient:
        lines.append(i18n.get("amount-for", recipient=recipient_label(draft.recipient)))
    return Screen("\n\n".join(lines), (*_products(i18n, draft), _navigation(i18n, draft)))


def _products(i18n: I18n, draft: Draft) -> Rows:
    return (
        (button(i18n.get("button-stars"), _choice(draft, Product.STARS)),),
        (button(i18n.get("button-premium"), _choice(draft, Product.PREMIUM)),),
    )


def recipient(i18n: I18n, draft: Draft, *, own: str | None, recent: Sequence[str] = ()) -> Screen:
    """`own` is the person's own username (None: they have none), `recent` their last recipients."""
    lines = [
        i18n.get("recipient-premium") if draft.product is Product.PREMIUM else i18n.get("recipient-stars"),
        i18n.get("recipient-how"),
    ]
    if draft.goods:
        lines.insert(1, goods(i18n, draft.goods))
    rows: list[tuple[Button, ...]] = []
    if own:
        data = _choice(draft, recipient=own)
        for_me = button(i18n.get("button-me", username=f"@{own}"), data, style="primary")
        rows.append((for_me,))
    else:
        lines.append(i18n.get("recipient-no-username"))
    others = [name for name in recent if name != own]
    rows += two_per_row([button(f"@{name}", _choice(draft, recipient=name)) for name in others])
    rows.append((button(i18n.get("button-contacts"), press_on(draft, "contacts")),))
    return Screen("\n\n".join(lines), (*rows, _navigation(i18n, draft)))


def amount(i18n: I18n, draft: Draft, fees: Fees, usd: Callable[[Goods], Decimal | None] = lambda goods: None) -> Screen:
    """`usd`: the price of goods in US dollars; None: not known."""
    if draft.recipient is None:
        raise ValueError("an amount is chosen for a recipient")
    lines = [_for(i18n, draft.recipient)]
    if draft.product is Product.PREMIUM:
        lines.insert(0, i18n.get("amount-premium"))
        labels = {months: i18n.get("button-months", months=months) for months in fees.months}
        longest, width = MAX_LABEL_LENGTH, 1
    else:
        lines.insert(0, i18n.get("amount-stars"))
        lines.append(_limits(i18n, fees))
        low, high = fees.stars_min or 1, fees.stars_max
        labels = {
            quantity: i18n.get("button-quantity", quantity=quantity)
            for quantity in PRESETS
            if quantity >= low and (high is None or quantity <= high)
        }
        longest, width = MAX_PRICED_LENGTH, 2
    prices = {amount: usd(Goods(product=draft.product or Product.STARS, amount=amount)) for amount in labels}
    priced = {each: with_price(i18n, label, prices[each], longest=longest) for each, label in labels.items()}
    choices = [button(label, _choice(draft, amount=each)) for each, label in priced.items()]
    return Screen("\n\n".join(lines), (*in_rows(choices, 3 if priced == labels else width), _navigation(i18n, draft)))


def confirm(i18n: I18n, draft: Draft, usd: Decimal | None) -> Screen:
    """Without an estimate there is no Confirm button: nobody confirms an unknown price."""
    if draft.recipient is None or draft.goods is None or draft.estimate is None:
        return unpriced(i18n, draft)
    text = i18n.get(
        "confirm",
        goods=goods(i18n, draft.goods),
        recipient=recipient_label(draft.recipient),
        price=estimated_price(i18n, draft.estimate, usd),
    )
    if draft.recipient.can_receive is None:
        text += "\n\n" + i18n.get("recipient-unknown")
    rows: Rows = (
        (button(i18n.get("button-confirm"), press_on(draft, "confirm"), style="success"),),
        _navigation(i18n, draft),
    )
    return Screen(text, rows)


def unpriced(i18n: I18n, draft: Draft) -> Screen:
    """The partner did not answer; a button tries again."""
    retry = button(i18n.get("button-again"), press_on(draft), style="primary")
    if draft.product is None:
        screen = which_product(i18n, draft)
        return Screen(screen.text, ((retry,), *screen.rows))
    text = goods(i18n, draft.goods) if draft.goods else ""
    if draft.recipient and draft.goods:
        text = i18n.get("unpriced", goods=text, recipient=recipient_label(draft.recipient))
    elif draft.recipient:
        text = _for(i18n, draft.recipient)
    return Screen(text, ((retry,), _navigation(i18n, draft)))


def duplicate(i18n: I18n, draft: Draft, *, order_id: str | None, intent_id: str | None) -> Screen:
    """Offers the unpaid order for the same goods and recipient before a second one."""
    words = goods(i18n, draft.goods) if draft.goods else ""
    to = recipient_label(draft.recipient) if draft.recipient else ""
    another = button(i18n.get("button-another"), press_on(draft, "another"))
    if order_id is None:
        text = i18n.get("twin-confirming", goods=words, recipient=to)
        press: CallbackData = PurchaseCallback(action="confirm", draft=intent_id or "")
    else:
        text = i18n.get("twin-unpaid", goods=words, recipient=to, order=order_id)
        press = OrderCallback(action="instead", id=order_id)
    show = button(i18n.get("button-show-it"), press, style="primary")
    return Screen(text, ((show,), (another,), _navigation(i18n, draft)))


def not_allowed(i18n: I18n, person: int) -> Screen:
    """For customers of a shop that only resellers may use. `person` is the user id for RESELLER_IDS."""
    text = i18n.get("access-closed", person=code(person), support=support_line(i18n))
    return Screen(text, ((button(i18n.get("button-orders"), MenuCallback(target="orders")),),))


def too_many_unpaid(i18n: I18n, draft: Draft, unpaid: Sequence[Unpaid]) -> Screen:
    """Offers to pay or cancel unpaid orders; one that some money has arrived for, or may have, is only shown."""
    shown = unpaid[:UNPAID_TO_CANCEL]
    rows: list[tuple[Button, ...]] = []
    for item in shown:
        if item.is_order:
            drop = button(i18n.get("button-drop", order=item.id), OrderCallback(action="drop", id=item.id))
            rows.append((_open_button(i18n, item), *((drop,) if item.state in ("due", "shown") else ())))
    again = button(i18n.get("button-confirm"), press_on(draft, "confirm"), style="success")
    text = "\n\n".join([i18n.get("full"), _unpaid_lines(i18n, shown)])
    return Screen(text, (*rows, (again,), _navigation(i18n, draft)))


def resume(i18n: I18n) -> Screen:
    """Leads back to the current step, after its screen could not be shown."""
    return Screen(
        i18n.get("go-on"), ((button(i18n.get("button-go-on"), MenuCallback(target="here"), style="primary"),),)
    )


def blocked(i18n: I18n) -> Screen:
    return Screen(i18n.get("blocked", support=support_line(i18n)))


def language(i18n: I18n, names: Sequence[tuple[str, str]]) -> Screen:
    """`names`: language codes with the names of the languages in themselves. The present one has a check mark."""
    choices = [
        button(f"✓{NBSP}{name}" if code == i18n.locale else name, MenuCallback(target="speak", arg=code))
        for code, name in names
    ]
    return Screen(
        i18n.get("language"),
        (*two_per_row(choices), (home_button(i18n),)),
    )


def _unpaid_lines(i18n: I18n, unpaid: Sequence[Unpaid]) -> str:
    return "\n".join(
        i18n.get("unpaid-row", order=plain(item.id), goods=item.goods, state=item.state)
        if item.is_order
        else i18n.get("unpaid-confirming", goods=item.goods)
        for item in unpaid
    )


def _open_button(i18n: I18n, item: Unpaid, style: str | None = None) -> Button:
    """“Pay #10421”, and “Show #10421” for an order that nobody should pay again."""
    if item.is_order:
        label = i18n.get("button-pay-order", order=item.id, state=item.state)
        return button(label, OrderCallback(action="open", id=item.id), style=style)
    return button(i18n.get("button-confirming"), PurchaseCallback(action="confirm", draft=item.id), style=style)


def press_on(draft: Draft, action: str = "set", wish: Wish | None = None) -> PurchaseCallback:
    """The data of a button that stands for the wish, else for what the draft has. It works without the draft, too."""
    return PurchaseCallback(action=action, draft=draft.id, arg=pack_wish(wish or draft.wish))


def _choice(
    draft: Draft, product: Product | None = None, recipient: str | None = None, amount: int | None = None
) -> PurchaseCallback:
    return press_on(draft, wish=Wish(product, recipient, amount).over(draft.wish))


def _navigation(i18n: I18n, draft: Draft) -> tuple[Button, ...]:
    before = draft.back()
    back: CallbackData = MenuCallback(target="home")
    if before.step is not Step.HOME:
        back = press_on(draft, wish=before.wish)
    return (button(i18n.get("button-back"), back), button(i18n.get("button-cancel"), press_on(draft, "cancel")))


def _for(i18n: I18n, recipient: Recipient) -> str:
    text = i18n.get("amount-for", recipient=recipient_label(recipient))
    return text if recipient.can_receive else f"{text}\n{i18n.get('recipient-unknown')}"


def _limits(i18n: I18n, fees: Fees) -> str:
    if fees.stars_min is None or fees.stars_max is None:
        return i18n.get("amount-any")
    return i18n.get("amount-limits", low=fees.stars_min, high=fees.stars_max)
