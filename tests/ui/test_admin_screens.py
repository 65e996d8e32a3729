"""The longest admin screens in every language are within Telegram's limits, of which the caption's is the lowest."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest

from bot.notifications.broadcasts import Broadcast, State
from bot.operations.administration import AuditEntry
from bot.orders.models import Intent, IntentState
from bot.orders.statistics import DayCount
from bot.partner.account import Balance, Stats, Transaction
from bot.partner.goods import Product
from bot.partner.order import OrderRequest
from bot.partner.prices import Fees, TonRate
from bot.partner.statuses import OrderStatus
from bot.ui.i18n import without_isolates
from bot.ui.screen import Screen
from bot.ui.screens import admin, admin_orders, broadcast, exports
from tests.support.screens import LANGUAGES, NOW, check_script, watched

BIG = Decimal("1234567.890123456")
ADDRESS = "UQBeu0Va4Xp5p0QnB6Y2PxjOZkufEea_ZZ7piQCBZcdlOHhY"
INTENT = Intent(
    id="AbCdEf123456",
    request=OrderRequest(product=Product.PREMIUM, recipient="x" * 32, amount=12, client_reference="tg-1-" + "i" * 58),
    chat_id=1234567890,
    message_ref=None,
    locale="en",
    estimate=BIG,
    confirmed_at=NOW,
    state=IntentState.FROZEN,
    reason="several orders fit: " + ", ".join(map(str, range(10421, 10521))),
)


def of_money_and_figures(language: str) -> Iterable[Screen]:
    i18n = LANGUAGES.speak(language)
    yield admin.balance(i18n, Balance(balance_ton=BIG, topup_address=ADDRESS, topup_memo="memo-1234567890"), BIG)
    rows = [
        Transaction(id=str(i), type="unmatched", amount_ton=-BIG, created_at=NOW, order_id=f"10{i}")
        for i in range(admin.ROWS_PER_PAGE)
    ]
    yield admin.transactions(i18n, rows, 1000, 7)
    wire = {
        "total_orders": 10**6,
        "by_status": {status.value: 123_456 for status in OrderStatus},
        "stars_total": 10**9,
        "premium_months_total": 10**6,
        "volume_ton": BIG,
        **{f"a_figure_with_a_long_name_{i}": 10**9 for i in range(30)},
    }
    days = [DayCount(date(2026, 11, 10) + timedelta(days=i), 12345, 12345, 12345, 10**7, 10**5, BIG) for i in range(14)]
    yield admin.stats(i18n, Stats.read(wire), days, b"png")
    yield admin.rate(i18n, TonRate(ton_usd=Decimal("3.2101"), updated_at=NOW))
    yield admin.fees(i18n, Fees(stars_min=50, stars_max=10_000, months=(3, 6, 12), stars_fee_percent=Decimal("2.0")))


def of_control(language: str) -> Iterable[Screen]:
    i18n = LANGUAGES.speak(language)
    troubles = [f"stuck:10{i}" for i in range(200)] + ["partner:", "balance:12.5"]
    latencies = {"partner": 0.1234, "telegram": None, "redis": 0.001}
    numbers = dict.fromkeys(("watched", "due", "notices", "lag", "intents", "frozen", "people", "strangers"), 123_456)
    yield admin.health(i18n, admin.Health(latencies, numbers, True, "0.1.0", timedelta(days=123), troubles))
    yield admin.maintenance(i18n, "x" * 500)
    yield admin.blocked(i18n, list(range(7_000_000_000, 7_000_000_500)))
    yield admin.audit(
        i18n, [AuditEntry(at=NOW, admin=1234567890, did="maintenance on", about="&" * 500)] * admin.ROWS_PER_PAGE, 99, 3
    )
    sending = Broadcast("AbCdEf123456", 1, 1, language, State.SENDING, total=10**6, delivered=10**5)
    yield broadcast.compose(i18n)
    yield broadcast.preview(i18n, sending.id, 10**6)
    yield broadcast.progress(i18n, sending)
    yield broadcast.report(i18n, sending)
    yield exports.usage(i18n)
    yield exports.progress(i18n, "orders", 10**6)


def of_orders(language: str) -> Iterable[Screen]:
    i18n = LANGUAGES.speak(language)
    order = watched().order
    wanted = admin_orders.Filter(OrderStatus.PENDING_PAYMENT, "24h", 12)
    yield admin_orders.orders(i18n, [order] * admin_orders.ORDERS_PER_PAGE, wanted, more=True)
    yield admin_orders.found(i18n, [order] * 20)
    seen = [(NOW, status.value) for status in OrderStatus] * 5
    yield admin_orders.card(i18n, order, watched(estimate=BIG), INTENT, seen, NOW)
    yield admin_orders.intents(i18n, [INTENT] * 50)
    yield admin_orders.intent(i18n, INTENT, NOW + timedelta(days=2))
    yield admin_orders.adopt(i18n, INTENT, [order] * 200)
    yield admin_orders.write(i18n, "104217")


@pytest.mark.parametrize("language", LANGUAGES.known)
@pytest.mark.parametrize("screens", [of_money_and_figures, of_control, of_orders])
def test_a_screen_is_within_the_limits_and_runs_as_its_language(
    language: str, screens: Callable[[str], Iterable[Screen]]
) -> None:
    for screen in screens(language):
        check_script(language, screen)
        text = without_isolates(unescape(re.sub(r"</?(b|i|code)>", "", screen.text)))
        assert len(text) <= (1024 if screen.picture else 4096), f"{len(text)}:\n{text[:300]}"
        for button in (button for row in screen.rows for button in row):
            assert button.text.strip()
            assert len((button.callback_data or "").encode()) <= 64
        assert sum(map(len, screen.rows)) <= 100
