"""Every screen that a person can see, in a language, filled with long values."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from html import unescape
from unicodedata import bidirectional

from bot.notifications.models import MessageRef
from bot.orders.batch import Batch, BatchLine, BatchRow, BatchView, Mode, Phase, Problem
from bot.orders.clients import Book, Entry, client_key, fold_name
from bot.orders.currency import Currency
from bot.orders.draft import Draft, Recipient
from bot.orders.markup import Markup, Terms
from bot.orders.models import ENDED, Intent, IntentState, WatchedOrder
from bot.orders.statistics import SalesTotals, Takings
from bot.partner.goods import Goods, Product
from bot.partner.order import Order, OrderRequest
from bot.partner.prices import Fees
from bot.partner.statuses import OrderStatus
from bot.ui.branding import Branding
from bot.ui.i18n import RIGHT_TO_LEFT, Languages
from bot.ui.screen import Screen
from bot.ui.screens import bulk, cards, my_orders, pay, prices, privacy, purchase, reseller
from bot.ui.screens import clients as client_screens
from bot.ui.screens import help as help_screens
from bot.ui.screens import order as orders
from bot.ui.screens.phrases import goods_for
from bot.ui.screens.purchase import Unpaid

LANGUAGES = Languages(branding=Branding(support="stars_support_team"))
NOW = datetime(2026, 11, 24, 14, 3, 5, tzinfo=UTC)

_FEES = Fees(stars_min=50, stars_max=10_000, months=(3, 6, 12))
_TO = Recipient(username="maximiliana_long", name="Maximiliana von Langenfeld", can_receive=True)


def _usd(goods: Goods) -> Decimal:
    return goods.amount * Decimal("0.0134" if goods.product is Product.STARS else "2.41")


def screens(language: str) -> dict[str, Screen]:
    """The screens by name; the names are the same in every language."""
    return dict([*_of_a_purchase(language), *_of_an_order(language), *_around(language), *_of_a_reseller(language)])


def check_script(language: str, screen: Screen) -> None:
    """The digits are of one kind, and each line and number of a right-to-left language runs as the language does."""
    said = [screen.text, *(button.text for row in screen.rows for button in row)]
    assert not [digit for text in said for digit in text if digit.isdecimal() and not digit.isascii()], said
    if language not in RIGHT_TO_LEFT:
        assert "\u200f" not in screen.text
        return
    for line in unescape(re.sub(r"<[^>]+>", "", screen.text)).split("\n"):
        depth, outside = 0, ""
        for sign in line:
            depth = max(0, depth + (sign == "\u2068") - (sign == "\u2069"))
            outside += "" if depth or sign == "\u2069" else sign
        for letters in (outside, line):  # some apps look into isolates
            first = next((way for way in map(bidirectional, letters) if way in ("L", "R", "AL")), "none")
            assert not line.strip() or first in ("R", "AL"), f"runs from left to right: {line!r}"
        assert not re.search(r"^\u200f?\d+\u00a0[A-Z]", outside), f"the number and its unit change places: {line!r}"


def watched(status: OrderStatus = OrderStatus.PENDING_PAYMENT, **pieces: object) -> WatchedOrder:
    """An order of 2 500 Stars; `marked_paid_at` and the like go to what the bot knows, the rest to the order."""
    own = {name: pieces.pop(name) for name in list(pieces) if name in WatchedOrder.model_fields}
    order = {
        "id": "104217",
        "status": status,
        "status_text": status.value,
        "product": Product.STARS,
        "amount": 2500,
        "recipient": _TO.username,
        "price_ton": Decimal("12.345678901"),
        "payment_address": "UQBeu0Va4Xp5p0QnB6Y2PxjOZkufEea_ZZ7piQCBZcdlOHhY",
        "payment_memo": "STARS-a1b2c3d4e5",
        "created_at": NOW,
        "expires_at": NOW + timedelta(minutes=15),
        **pieces,
    }
    return WatchedOrder.model_validate({"order": Order.model_validate(order), "chat_id": 1, **own})


def _of_a_purchase(language: str) -> Iterable[tuple[str, Screen]]:
    i18n = LANGUAGES.speak(language)
    empty = Draft.empty()
    stars, premium = empty.with_(product=Product.STARS), empty.with_(product=Product.PREMIUM)
    for_stars, for_premium = stars.with_(recipient=_TO), premium.with_(recipient=_TO)
    done = for_premium.with_(amount=12).model_copy(update={"estimate": Decimal("12.345678901")})
    states = ("due", "partly", "marked", "due", "due")
    bought = [Goods(product=Product.PREMIUM, recipient=_TO.username, amount=months) for months in (12, 6, 3, 12, 6)]
    waiting = [
        Unpaid(f"order:10421{n}", goods_for(i18n, goods), state)
        for n, (goods, state) in enumerate(zip(bought, states, strict=True))
    ]
    yield "home", purchase.home(i18n, empty)
    yield "home-unpaid", purchase.home(i18n, empty, [Unpaid("intent:abc", waiting[0].goods), *waiting[1:]])
    recent = ("durov", "maximiliana_long", "telegram", "a_name_of_thirty_two_characters_", "pandus")
    yield "recipient", purchase.recipient(i18n, stars, own="alice", recent=recent)
    yield "recipient-nameless", purchase.recipient(i18n, premium, own=None, recent=recent)
    yield "which-product", purchase.which_product(i18n, empty.with_(recipient=_TO, amount=2500))
    yield "recipient-typed-amount", purchase.recipient(i18n, stars.with_(amount=2500), own="alice", recent=recent)
    yield "amount", purchase.amount(i18n, for_stars, _FEES, _usd)
    yield "amount-unpriced", purchase.amount(i18n, for_stars, _FEES)
    yield "months", purchase.amount(i18n, for_premium, _FEES, _usd)
    yield "months-unpriced", purchase.amount(i18n, for_premium, _FEES)
    yield "confirm", purchase.confirm(i18n, done, Decimal("41.20"))
    yield "unpriced", purchase.unpriced(i18n, done)
    yield "twin", purchase.duplicate(i18n, done, order_id="104217", intent_id=None)
    yield "twin-confirming", purchase.duplicate(i18n, done, order_id=None, intent_id="abc")
    yield "full", purchase.too_many_unpaid(i18n, done, waiting)


def _of_an_order(language: str) -> Iterable[tuple[str, Screen]]:
    i18n = LANGUAGES.speak(language)

    def order(watched: WatchedOrder, now: datetime = NOW) -> Screen:
        return orders.order(i18n, watched, now, ton_usd=Decimal("3.21"))

    request = OrderRequest(product=Product.PREMIUM, recipient=_TO.username, amount=12, client_reference="tg-1")
    intent = Intent(
        id="AbCdEf123456", request=request, chat_id=1, message_ref=None, locale="en", estimate=None, confirmed_at=NOW
    )
    for state in (IntentState.PREPARED, IntentState.REJECTED, IntentState.FROZEN):
        yield f"intent-{state}", orders.intent(i18n, intent.model_copy(update={"state": state}))
    yield "pay", order(watched(recipient_name=_TO.name))
    yield "pay-dearer", order(watched(estimate=Decimal("11.9"), payment_address="UQ-damaged"))
    yield "cancel-ask", pay.ask_cancel(i18n, watched().order, order(watched()), sure="cancel-sure")
    yield "time-is-up", order(watched(), NOW + timedelta(minutes=14, seconds=30))
    yield "checking", order(watched(marked_paid_at=NOW))
    note = "underpaid: 6.172839450 of 12.345678901 TON received"
    yield "underpaid", order(watched(paid_ton=Decimal("6.17283945"), note=note))
    yield "ended-with-money", order(watched(OrderStatus.EXPIRED, paid_ton=Decimal("6.17283945"), note=note))
    yield "progress", order(watched(OrderStatus.PROCESSING))
    yield "overpaid", order(watched(OrderStatus.PAID, paid_ton=Decimal(15), note="overpaid: 2.7 TON sent back"))
    yield "unknown", order(watched(OrderStatus.PAID, unknown_word="under_review_by_a_person"))
    yield "unclear", order(watched(unknown_word="under_review_by_a_person"))
    yield "missing", order(watched(OrderStatus.PAID, missing=True))
    yield "withheld", order(watched(withheld="details"))
    yield "not-seen", order(watched(OrderStatus.EXPIRED, assumed=True))
    for status in sorted(ENDED):
        yield status.value, order(watched(status))
        yield f"{status}-replaced", orders.replaced(i18n, watched(status), MessageRef(message_id=1, picture="qr:1"))
    twin = watched(estimate=Decimal("11.9"))
    yield "pay-two", orders.order(i18n, twin, NOW, is_alone=False)
    yield "replaced", orders.replaced(i18n, watched(), MessageRef(message_id=1))
    yield "reminder", orders.reminder(i18n, watched(), NOW + timedelta(minutes=5))
    note = "refunded: 12.345678901 TON sent back, because the recipient cannot get Premium at the moment"
    yield "receipt", order(watched(OrderStatus.REFUNDED, invoice="INV-2026-000042", tx_hash="0f" * 32, note=note))
    for product in Product:
        yield f"gift-{product}", cards.gift(i18n, watched(OrderStatus.COMPLETED, product=product, amount=3).order)


def _around(language: str) -> Iterable[tuple[str, Screen]]:
    i18n = LANGUAGES.speak(language)
    rows = [watched(status) for status in list(OrderStatus)[: my_orders.ORDERS_PER_PAGE]]
    yield "orders", my_orders.orders(i18n, rows, 100, 3)
    yield "orders-none", my_orders.orders(i18n, [], 0, 0)
    yield "sheets", help_screens.topic_list(i18n, watched(), NOW)
    yield "sheets-said", help_screens.topic_list(i18n, watched(marked_paid_at=NOW), NOW)
    paid = watched(marked_paid_at=NOW, sent_transaction="0123456789abcdef" * 4)
    without_support = Languages().speak(language)
    for topic in help_screens.Topic:
        yield f"sheet-{topic}", help_screens.topic_page(i18n, paid, topic, NOW)
        yield f"sheet-{topic}-nobody", help_screens.topic_page(without_support, paid, topic, NOW)
    yield "sheet", help_screens.topic_page(i18n, watched(), help_screens.Topic.MEMO, NOW)
    premium = watched(OrderStatus.COMPLETED, product=Product.PREMIUM, amount=3)
    yield "sheet-premium", help_screens.topic_page(i18n, premium, help_screens.Topic.MISSING, NOW)
    yield "request", help_screens.request(i18n, paid)
    yield "help", help_screens.help_page(i18n)
    yield "help-in-purchase", help_screens.help_page(without_support, in_purchase=True)
    for topic in help_screens.GUIDE:
        yield f"guide-{topic}", help_screens.guide_page(i18n, topic)
    yield "language", purchase.language(i18n, LANGUAGES.names())
    yield "closed", purchase.not_allowed(i18n, 1234567890)
    yield (
        "privacy",
        privacy.retention(i18n, session_days=1, profile_days=365, order_days=60, has_book=language != "en"),
    )
    yield "forget", privacy.confirm_deletion(i18n)
    yield "forget-book", privacy.confirm_deletion(i18n, unpaid=10_000)
    yield "forgotten", privacy.deleted(i18n, still_open=2)


def _of_a_reseller(language: str) -> Iterable[tuple[str, Screen]]:
    i18n = LANGUAGES.speak(language)
    row = watched(invoice="an-invoice-of-thirty-letters--", batch="AbCdEf123456", intent_id="AbCdEf123456.100.0")
    draft = Draft.empty().with_(product=Product.PREMIUM, recipient=_TO, amount=12, invoice=row.invoice)
    confirm = purchase.confirm(i18n, draft.model_copy(update={"estimate": Decimal("12.345678901")}), Decimal(41))
    yield "desk", reseller.desk(i18n, "a_bot_with_a_long_name_bot", daily=True)
    yield "home-reseller", reseller.with_desk(i18n, purchase.home(i18n, draft))
    yield "confirm-invoice", reseller.with_invoice(i18n, draft, confirm)
    yield "invoice", reseller.invoice(i18n, draft)
    yield "pay-row", orders.order(i18n, row, NOW)
    yield "found", reseller.found(i18n, "maximiliana_long", [row] * reseller.MAX_FOUND)
    yield "found-none", reseller.found(i18n, "an-invoice-of-thirty-letters--", [])
    markup = Markup(percent=Decimal("12.5"), fee=Decimal("0.1"), step=Decimal("0.05"))
    yield "margin", prices.margin(i18n, markup, None)
    goods = Goods(product=Product.PREMIUM, recipient=_TO.username, amount=12)
    (rate,) = Currency.parse("IDR 16250.75 per USD / 500", NOW - timedelta(days=2))
    yield "currency-none", prices.currency(i18n, None, NOW)
    for name, terms in (
        ("", Terms(markup=markup, ton_usd=Decimal("3.21"))),
        ("-rupiah", Terms(markup=markup, ton_usd=Decimal("3.21"), currency=rate)),
        ("-unknown", Terms(markup=markup, currency=rate)),
    ):
        offer = cards.Offer(goods, terms.quote(Decimal("12.345678901")))
        warning = prices.rate_warning(i18n, terms.currency, offer.quote, NOW)
        yield f"quote{name}", prices.quote(i18n, goods, offer.quote, warning)
        yield f"card-quote{name}", cards.quote(i18n, offer, 1234567890).screen
        yield f"price-list-note{name}", prices.price_list_note(i18n, terms, warning)
        yield f"price-list{name}", prices.price_list(i18n, [(goods, offer.quote)] * 9)
    yield "margin-rupiah", prices.margin(i18n, markup, rate)
    yield "currency", prices.currency(i18n, rate, NOW)
    names = ("inv-2026-11-0042", "@maximiliana_long", "Анна И. 👩‍👩", "<b>محمد</b>")
    statuses = (OrderStatus.PENDING_PAYMENT, OrderStatus.COMPLETED, OrderStatus.REFUNDED)
    entries = [
        Entry(f"1042{n}", NOW, statuses[n % 3], names[n % 4], names[n % 4], terms.sale(Decimal(12)), n > 24)
        for n in range(30)
        for terms in (Terms(currency=rate, ton_usd=Decimal("3.21")),)
    ]
    book = Book(tuple(entries), {fold_name(name): "a note " * 17 for name in names})
    yield "unpaid", client_screens.page(i18n, book, "", 0, mark=1764340000000)
    yield "unpaid-none", client_screens.page(i18n, Book((), {}), "", 0)
    yield "clients", client_screens.clients(i18n, book, 0)
    for n, name in enumerate(names):
        yield f"client-{n}", client_screens.page(i18n, book, client_key(name), 0)
        yield f"client-name-{n}", client_screens.ask(i18n, "name", name)
        yield f"client-note-{n}", client_screens.ask(i18n, "note", name)
    yield "client-gone", client_screens.page(i18n, book, "nobody", 0)
    yield "client-which", client_screens.which(i18n, "a", names)
    yield "client-none", client_screens.which(i18n, "<b>a</b>", ())
    yield "client-file", client_screens.ask(i18n, "file")
    found = Currency.parse("IDR 16.250 / 500", NOW)
    yield "which-rate", prices.which_rate(i18n, found, None, rate)
    yield "rate-sure", prices.which_rate(i18n, found, rate, rate)
    yield "card-pay", cards.follow(i18n, row, NOW)
    yield "card-checking", cards.follow(i18n, watched(marked_paid_at=NOW), NOW)
    yield "card-paid", cards.follow(i18n, watched(OrderStatus.PAID), NOW)
    takings = {"IDR": Takings(Decimal("123456789.5"), Decimal("98765432.25"), Decimal("12345678"))}
    figures = SalesTotals(
        takings=takings,
        orders=1234,
        delivered=1200,
        ended=1230,
        stars=123_456,
        months=789,
        ton=Decimal("1234.567890123"),
    )
    yield "stats", reseller.stats(i18n, {1: figures, 7: figures, 30: figures}, None)
    yield "day", reseller.day(i18n, date(2026, 11, 24), figures)
    for daily in (True, False):
        yield f"daily-{daily}", reseller.daily_switched(i18n, daily=daily, zone="UTC+05:30")
    yield from _of_a_batch(language)


def _of_a_batch(language: str) -> Iterable[tuple[str, Screen]]:
    """A hundred rows; the first page has all that can be wrong, one of each."""
    i18n = LANGUAGES.speak(language)
    good = {"product": Product.PREMIUM, "recipient": _TO.username, "amount": 12, "invoice": "invoice-12345"}
    rows = [
        BatchRow(number=n, text="@maximiliana_long 12m invoice-12345", checked=True, estimate=Decimal("12.345"), **good)
        for n in range(1, 101)
    ]
    wrong = [row.with_problem(problem, "50–10000") for row, problem in zip(rows, Problem, strict=False)]
    batch = Batch(
        id="AbCdEf123456", chat_id=1, locale="en", phase=Phase.READY, created_at=NOW, rows=tuple(rows), rounds={}
    )
    table = [*wrong, rows[len(wrong)].model_copy(update={"duplicate_of": 1}), *rows[len(wrong) + 1 :]]
    fresh = tuple(BatchLine(row.model_copy(update={"checked": row.number <= 40})) for row in rows)
    yield "bulk", bulk.prompt(i18n, [batch] * bulk.MAX_EARLIER_BATCHES)
    waiting = batch.model_copy(update={"phase": Phase.CHECKING, "waiting": True})
    yield "bulk-checking", bulk.batch(i18n, BatchView(waiting, fresh))
    yield "bulk-ready", bulk.batch(i18n, BatchView(batch, tuple(map(BatchLine, table))), Decimal("3912.34"))
    for phase in (Phase.CONFIRMED, Phase.DROPPED):
        other = batch.model_copy(update={"phase": phase})
        yield f"bulk-{phase}", bulk.batch(i18n, BatchView(other, tuple(map(BatchLine, rows))))
    request = OrderRequest(product=Product.PREMIUM, recipient=_TO.username, amount=12, client_reference="tg-1")
    intent = Intent(
        id="b.1.0", request=request, chat_id=1, message_ref=None, locale="en", estimate=None, confirmed_at=NOW
    )
    statuses = [*OrderStatus, *[OrderStatus.EXPIRED] * 91]
    lines = [BatchLine(row, intent, watched(status)) for row, status in zip(rows, statuses, strict=True)]
    states = (IntentState.PREPARED, IntentState.REJECTED, IntentState.FROZEN)
    lines[14:17] = [
        BatchLine(rows[n], intent.model_copy(update={"state": state})) for n, state in enumerate(states, 14)
    ]
    under_way = batch.model_copy(update={"phase": Phase.ORDERING, "mode": Mode.ALL, "page": 2})
    yield "bulk-ordering", bulk.batch(i18n, BatchView(under_way, tuple(lines)))
    yield "bulk-news", bulk.news(i18n, BatchView(under_way, tuple(lines)))
