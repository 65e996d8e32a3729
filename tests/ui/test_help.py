"""Which help an order offers in its state, what a customer sends to support, and the links of transactions."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.errors import UserError
from bot.orders.models import WatchedOrder
from bot.partner.statuses import OrderStatus
from bot.ui.i18n import Languages
from bot.ui.screens.help import GUIDE, Topic, topic_page, topics_for
from bot.ui.text_input import parse_transaction
from tests.support.screens import LANGUAGES, NOW, watched

HASH = "0123456789abcdef" * 4
IN_BASE64 = "ASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4mrze8="
ACCOUNT = "UQBeu0Va4Xp5p0QnB6Y2PxjOZkufEea_ZZ7piQCBZcdlOHhY"
SENT = (Topic.MEMO, Topic.LITTLE, Topic.LATE)


@pytest.mark.parametrize(
    ("order", "topics"),
    [
        (watched(), (*GUIDE, Topic.MEMO)),
        (watched(marked_paid_at=NOW), SENT),
        (watched(expires_at=NOW), SENT),
        (watched().model_copy(update={"withheld": "details"}), SENT),
        (watched().model_copy(update={"missing": True}), SENT),
        (watched().model_copy(update={"unknown_word": "odd"}), SENT),
        (watched(paid_ton=Decimal(1)), (Topic.LITTLE,)),
        (watched(paid_ton=Decimal(20)), (Topic.SLOW,)),
        (watched(OrderStatus.PAID), (Topic.SLOW,)),
        (watched(OrderStatus.PROCESSING), (Topic.SLOW,)),
        (watched(OrderStatus.COMPLETED), (Topic.MISSING,)),
        (watched(OrderStatus.FAILED), (Topic.REFUND,)),
        (watched(OrderStatus.REFUNDED), (Topic.REFUND,)),
        (watched(OrderStatus.EXPIRED), SENT),
        (watched(OrderStatus.CANCELLED), SENT),
    ],
)
def test_the_help_fits_the_state(order: WatchedOrder, topics: tuple[Topic, ...]) -> None:
    assert topics_for(LANGUAGES.speak("en"), order, NOW) == topics


def test_nobody_who_cannot_pay_any_more_reads_how_to_pay() -> None:
    late = NOW + timedelta(minutes=14, seconds=30)
    assert topics_for(LANGUAGES.speak("en"), watched(), late) == SENT


@pytest.mark.parametrize("language", LANGUAGES.known)
def test_what_is_copied_and_what_is_sent_has_all_that_support_needs(language: str) -> None:
    order = watched(marked_paid_at=NOW, sent_transaction=HASH)
    screen = topic_page(LANGUAGES.speak(language), order, Topic.MEMO, NOW)
    buttons = [button for row in screen.rows for button in row]
    (copied,) = [button.copy_text for button in buttons if button.copy_text]
    (sent,) = [urlsplit(button.url) for button in buttons if button.url]
    assert parse_qs(sent.query) == {"text": [copied]}
    assert (sent.netloc, sent.path) == ("t.me", "/stars_support_team")
    assert len(sent.geturl()) < 1000
    for needed in ("104217", HASH, "12.345678901\u00a0TON", "2026-11-24 14:03 UTC", ACCOUNT):
        assert needed in copied, needed
    assert len(copied) <= 256


def test_a_long_order_id_leaves_out_what_does_not_fit() -> None:
    order = watched(id="x" * 200, sent_transaction=HASH)
    screen = topic_page(Languages().speak("en"), order, Topic.MEMO, NOW)
    copied = next(button.copy_text for row in screen.rows for button in row if button.copy_text)
    assert copied.splitlines() == [f"Order: {'x' * 200}", "Price: 12.345678901\u00a0TON", "Memo: STARS-a1b2c3d4e5"]
    endless = topic_page(Languages().speak("en"), watched(id="x" * 256), Topic.MEMO, NOW)
    assert any(button.copy_text for row in endless.rows for button in row)


@pytest.mark.parametrize(
    "text",
    [
        HASH,
        HASH.upper(),
        IN_BASE64,
        IN_BASE64.rstrip("="),
        IN_BASE64.replace("=", "%3D"),
        f"https://tonviewer.com/transaction/{HASH}",
        f"https://TonViewer.com/transaction/{HASH}?section=overview#x",
        f"tonviewer.com/transaction/{HASH}/",
        f"https://www.tonscan.org/tx/{HASH}",
        f"https://tonscan.org/ru/tx/{IN_BASE64}",
        f"https://tonscan.org/tx/46000000000001:{IN_BASE64}:{ACCOUNT}",
        f"https://ton.cx/tx/46000000000001:{HASH}:{ACCOUNT}",
        f"https://tonwhales.com/explorer/address/{ACCOUNT}/46000000000001_{IN_BASE64}",
        f"https://explorer.toncoin.org/transaction?account={ACCOUNT}&lt=46000000000001&hash={HASH.upper()}",
        f"https://dton.io/tx/{HASH}",
        f"I sent it an hour ago:\nhttps://tonviewer.com/transaction/{HASH} please look",
        f"\u202e\u200f{HASH}\u202c",
    ],
)
def test_a_link_of_a_known_explorer_gives_the_hash(text: str) -> None:
    assert parse_transaction(text) == HASH


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "I have paid",
        "500 @durov",
        ACCOUNT,
        f"0:{HASH}",
        HASH[:-1],
        HASH + "0",
        HASH[:-1] + "g",
        f"https://tonviewer.com/{ACCOUNT}",
        f"https://tonviewer.com/0:{HASH}",
        f"https://testnet.tonviewer.com/transaction/{HASH}",
        f"https://tonviewer.com.evil.io/transaction/{HASH}",
        f"https://tonviewer.com@evil.io/transaction/{HASH}",
        f"https://evil.io@tonviewer.com/transaction/{HASH}",
        f"https://evil.io/tonviewer.com/transaction/{HASH}",
        f"https://evil.io/?u=https://tonviewer.com/transaction/{HASH}",
        f"https://tonviewer.com:8443/transaction/{HASH}",
        f"https://tonviewer.com\\@evil.io/transaction/{HASH}",
        f"https://xn--tnviewer-1fg.com/transaction/{HASH}",
        f"https://t\u043enviewer.com/transaction/{HASH}",
        f"https://tonviewer\u3002com/transaction/{HASH}",
        f"javascript:tonviewer.com/transaction/{HASH}",
        f"ftp://tonviewer.com/transaction/{HASH}",
        f"https://etherscan.io/tx/0x{HASH}",
        f"<a href='https://tonviewer.com/transaction/{HASH}'>x</a>",
        f"<b>{HASH}</b>",
        "\u0661" * 64,
    ],
)
def test_everything_else_is_no_transaction(text: str | None) -> None:
    with pytest.raises(UserError) as refused:
        parse_transaction(text)
    assert refused.value.text == "bad-transaction"


def test_four_thousand_characters_are_too_long() -> None:
    with pytest.raises(UserError) as refused:
        parse_transaction(f"https://tonviewer.com/transaction/{HASH}?{'x' * 4000}")
    assert refused.value.text == "bad-too-long"


@pytest.mark.parametrize("topic", Topic)
def test_a_sheet_asks_for_the_transaction_where_it_finds_a_payment_and_is_not_known(topic: Topic) -> None:
    def text(**fields: Any) -> str:
        return topic_page(LANGUAGES.speak("en"), watched(paid_ton=Decimal(1), **fields), topic, NOW).text

    assert ("send it here" in text()) == (topic in SENT)
    assert "send it here" not in text(sent_transaction=HASH)
    assert "send it here" not in text(tx_hash=HASH)
    assert (f"Transaction: {HASH}" in text(tx_hash=HASH)) == (topic not in GUIDE)
