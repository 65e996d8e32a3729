"""Help: for newcomers before they buy, and for an order, with what a customer sends to support."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.ui.screens.help import Topic
from tests.support.shop import ALICE, IVAN, Bubble, Json, Person, Shop

HASH = "0123456789abcdef" * 4
LINK = f"https://tonviewer.com/transaction/{HASH}"
GUIDE = ("I have no wallet", "I have no TON", "Exchange or @wallet?", "Where does the memo go?")
ASKED = "A customer asks for help"
GROUP = -4242


async def test_a_newcomer_reads_how_to_pay_before_the_purchase(shop: Shop) -> None:
    alice = shop.person()
    await alice.says("/start")
    await alice.taps("Help")
    page = await alice.sees("How it works", button="Menu")
    assert set(GUIDE) < set(page.labels)
    assert "‹ Back" not in page.labels
    for label in GUIDE:
        await alice.taps(label)
        await alice.taps("‹ Back", on=await alice.sees(label, button="‹ Back"))
        await alice.sees("How it works")


async def test_help_in_the_middle_of_a_purchase_leads_back_to_it(shop: Shop) -> None:
    alice = shop.person()
    confirm = await alice.chooses_stars()
    await alice.says("/help")
    await alice.taps("‹ Back", on=await alice.sees("How it works", button="‹ Back", after=confirm.id))
    await alice.sees("Check and confirm", "100 Stars", after=confirm.id)


@pytest.mark.parametrize(
    ("move", "topics"),
    [
        (None, (*GUIDE, "I forgot the memo")),
        (("pay", {"kind": "under"}), ("I sent too little",)),
        (("pay", {"kind": "exact"}), ("It takes too long",)),
        (("deliver", {}), ("Nothing has arrived",)),
        (("refund", {}), ("Where is my money?",)),
        (("expire", {}), ("I forgot the memo", "I sent too little", "I paid late")),
    ],
)
async def test_help_fits_the_state(
    shop: Shop, move: tuple[str, dict[str, str]] | None, topics: tuple[str, ...]
) -> None:
    alice = shop.person()
    screen = await alice.buys_stars()
    if move:
        action, body = move
        await shop.control(f"orders/{(await shop.order())['id']}/{action}", body)

        async def changed() -> bool:
            now = next((bubble for bubble in await alice.chat() if bubble.id == screen.id), None)
            return now is None or (now.text, now.labels) != (screen.text, screen.labels)

        assert await shop.eventually(changed)
        await shop.quiet()
    await alice.taps("Help")
    if len(topics) == 1:  # the only sheet opens at once, and leads to no list
        contents = await alice.sees(*topics, button="Show the order")
        assert not {"‹ Back", *topics} & set(contents.labels)
        topics = ()
    else:
        contents = await alice.sees("What is it about?", str((await shop.order())["id"]))
        assert set(contents.labels) == {*topics, "Show the order", "Menu"}
    for topic in topics:
        await alice.taps(topic)
        await alice.taps("‹ Back", on=await alice.sees(topic, button="‹ Back"))
        await alice.sees("What is it about?")
    await alice.taps("Show the order")
    await alice.sees(f"#{(await shop.order())['id']}", photo=True, after=contents.id - 1)


async def opens_memo_sheet(shop: Shop) -> tuple[Person, Bubble, Json]:
    alice = shop.person()
    screen = await alice.buys_stars()
    await alice.taps("Help", on=screen)
    await alice.taps("I forgot the memo", on=await alice.sees("What is it about?"))
    return alice, await alice.sees("I forgot the memo", "send it here"), await shop.order()


async def test_what_support_needs_is_written_already(shop: Shop) -> None:
    alice, sheet, order = await opens_memo_sheet(shop)
    await alice.says(f"here it is: {LINK}")
    sheet = await alice.sees("@stars_support", f"Transaction: {HASH}", f"Order: {order['id']}", order["payment_memo"])
    assert "send it here" not in sheet.text
    copied = sheet.button("Copy details")["copy_text"]["text"]
    assert {HASH, order["payment_address"], f"{order['price_ton']}\u00a0TON"} <= set(re.split(r"\n|: ", copied))
    support = urlsplit(sheet.button("Write to support")["url"])
    assert (support.netloc, support.path, parse_qs(support.query)) == ("t.me", "/stars_support", {"text": [copied]})
    await shop.quiet()
    texts = [bubble.text for bubble in await alice.chat()]
    assert not [text for text in texts if LINK in text], "what was typed is removed, since the sheet shows it"
    await alice.taps("‹ Back", on=sheet)
    await alice.taps("I forgot the memo", on=await alice.sees("What is it about?", after=sheet.id - 1))
    await alice.sees(f"Transaction: {HASH}", after=sheet.id - 1)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("<b>x</b> & <a href='https://tonviewer.com'>", "That is not a link to a transaction"),
        (f"https://tonviewer.com.evil.io/transaction/{HASH}", "That is not a link to a transaction"),
        (f"{LINK}?{'x' * 4000}", "That is too long"),
        ("\u202e" + "f" * 63, "That is not a link to a transaction"),
    ],
)
async def test_what_is_no_transaction_is_asked_again(shop: Shop, text: str, answer: str) -> None:
    alice, sheet, order = await opens_memo_sheet(shop)
    await alice.says(text)
    await alice.sees(answer, "send it here", f"Order: {order['id']}", after=sheet.id - 1)
    await alice.says(LINK)
    await alice.sees(f"Transaction: {HASH}", after=sheet.id - 1)


async def test_another_persons_order_gets_no_help(shop: Shop) -> None:
    _, _, order = await opens_memo_sheet(shop)
    mallory = shop.person(IVAN)
    await mallory.says("/start")
    home = await mallory.sees(button="⭐ Buy Stars")
    for action in ("help", *(f"{what}-{topic}" for what in ("help", "ask") for topic in Topic)):
        await mallory.forges(f"o:{action}:{order['id']}", on=home)
        await mallory.sees("This chat has no such order")
        await mallory.says("/start")
        home = await mallory.sees("You see the price first", after=home.id)
    await mallory.says(LINK)
    await shop.quiet()
    watched = await shop.services.watch.get(str(order["id"]))
    assert watched is not None
    assert (watched.sent_transaction, watched.help_topic) == (None, None)
    assert not [bubble for bubble in await mallory.chat() if ASKED in bubble.text]


async def restarted_without_support(shop: Shop) -> Person:
    ivan = await shop.admin()
    await shop.stop_bot()
    await shop.start_bot(support_username="")
    return ivan


async def test_without_support_the_admins_get_it_and_answer_in_the_chat(shop: Shop) -> None:
    ivan = await restarted_without_support(shop)
    alice, _, order = await opens_memo_sheet(shop)
    await alice.says(LINK)
    await alice.taps("Send to support", on=await alice.sees(f"Transaction: {HASH}", button="Send to support"))
    await alice.sees("Sent. Support also sees what you add here", button="‹ Back")
    alert = await ivan.sees(ASKED, "I forgot the memo", HASH, f"Order: {order['id']}", order["payment_memo"])
    assert alert.button("Open the customer's chat")["url"] == f"tg://user?id={ALICE}"
    await ivan.taps("Write to the customer", on=alert)
    await ivan.sees("Send the text for the customer")
    await ivan.says("We have found it")
    await alice.sees(f"A message about order #{order['id']}", "We have found it", button="Show that order")


async def asked(ivan: Person) -> int:
    return sum(ASKED in bubble.text for bubble in await ivan.chat())


async def test_one_order_is_asked_about_once_an_hour(shop: Shop) -> None:
    ivan = await restarted_without_support(shop)
    alice, sheet, _ = await opens_memo_sheet(shop)
    for _ in range(3):
        await alice.taps("Send to support", on=sheet)
        await shop.quiet()
    assert await asked(ivan) == 1
    shop.clock.advance(minutes=61)
    await alice.taps("Send to support", on=sheet)
    await shop.quiet()
    assert await asked(ivan) == 2


async def test_one_chat_cannot_flood_the_admins_and_silences_nobody_else(shop: Shop) -> None:
    ivan = await restarted_without_support(shop)
    alerts = shop.services.alerts
    for number in range(30):
        await alerts.trigger_help(ALICE, f"many-{number}")
    await alerts.trigger_help(ALICE + 1, "other")

    async def told() -> bool:
        texts = [bubble.text for bubble in await ivan.chat()]
        return sum("many-" in text for text in texts) == 10 and any("other" in text for text in texts)

    assert await shop.eventually(told)
    shop.clock.advance(minutes=61)
    await ivan.sees("many-10", "many-29")


async def test_an_admins_group_gets_a_link_and_a_customer_who_hides_costs_no_alert(shop: Shop) -> None:
    await shop.world("group", {"chat_id": GROUP, "title": "Admins"})
    await shop.stop_bot()
    await shop.start_bot(support_username="", admin_chat_id=GROUP)
    alice, sheet, _ = await opens_memo_sheet(shop)
    hides = {"method": "sendMessage", "chat": GROUP, "times": 1, "status": 400}
    await shop.world("faults", {"kind": "error", "description": "Bad Request: BUTTON_USER_PRIVACY_RESTRICTED", **hides})
    labels = []
    for _ in range(2):
        await alice.taps("Send to support", on=sheet)
        await shop.quiet()
        group = [Bubble.read(message.body) for message in shop.telegram.chats[GROUP].living()]
        labels.append([bubble.labels for bubble in group if ASKED in bubble.text])
        shop.clock.advance(minutes=61)
    write, chat = "Write to the customer", "Open the customer's chat"
    assert labels == [[(write,)], [(write,), (write, chat)]]


@pytest.mark.parametrize(
    ("buy", "says", "leaves_out"),
    [("⭐ Buy Stars", "My Stars", "Telegram Premium"), ("🎁 Gift Premium", "Telegram Premium", "My Stars")],
)
async def test_nothing_has_arrived_is_about_the_goods_of_the_order(
    shop: Shop, buy: str, says: str, leaves_out: str
) -> None:
    alice = shop.person()
    await alice.says("stars 100 @durov" if buy == "⭐ Buy Stars" else "premium 3 @durov")
    await alice.taps("Confirm", on=await alice.sees("Check and confirm", button="Confirm"))
    payment = await alice.sees("Memo", photo=True)
    id = (await shop.order())["id"]
    await shop.control(f"orders/{id}/pay", {"kind": "exact"})
    await shop.control(f"orders/{id}/deliver")
    await alice.taps("Help", on=await alice.sees("Delivered", button="Help", after=payment.id))
    sheet = await alice.sees("Nothing has arrived", says)
    assert leaves_out not in sheet.text.replace("Goods: 3 months of Telegram Premium", "")
    watched = await shop.services.watch.get(str(id))
    assert watched
    assert watched.order.tx_hash
    assert f"Transaction: {watched.order.tx_hash}" in sheet.text
    assert watched.order.tx_hash in sheet.button("Copy details")["copy_text"]["text"]


async def test_who_sent_too_little_is_not_told_to_send_the_rest_of_an_ended_order(shop: Shop) -> None:
    alice = shop.person()
    screen = await alice.buys_stars()
    id = (await shop.order())["id"]
    await shop.control(f"orders/{id}/pay", {"kind": "under"})
    paid = await alice.sees("About your payment", after=screen.id - 1)
    await shop.control(f"orders/{id}/expire")
    ended = await alice.sees("Please send no more for this order.", button="Help", after=paid.id)
    await alice.taps("Help", on=ended)
    await alice.taps("I sent too little", on=await alice.sees(button="I sent too little"))
    sheet = await alice.sees("please do not send the rest", "Received:")
    assert "before the time is up" not in sheet.text


async def test_who_sent_too_little_names_the_transaction_or_finds_it_there(shop: Shop) -> None:
    alice = shop.person()
    screen = await alice.buys_stars()
    id = (await shop.order())["id"]
    await shop.control(f"orders/{id}/pay", {"kind": "under"})
    await alice.taps("Help", on=await alice.sees("About your payment", button="Help", after=screen.id))
    known = next(order["tx_hash"] for order in await shop.orders())
    sheet = await alice.sees("I sent too little", "Received:", f"Transaction: {known}")
    await alice.says(LINK)
    await alice.sees("I sent too little", f"Transaction: {HASH}", after=sheet.id - 1)
    await shop.quiet()
    assert "I sent too little" in (await alice.chat())[-1].text


@pytest.mark.parametrize("page", [(), ("Exchange or @wallet?",)])
async def test_a_text_that_is_no_purchase_leaves_a_page_of_the_help_where_it_is(
    shop: Shop, page: tuple[str, ...]
) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await alice.taps("Help")
    sheet = await alice.sees("What is it about?")
    for label in page:
        await alice.taps(label)
        sheet = await alice.sees(label, button="‹ Back", after=sheet.id - 1)
    await alice.says("what now")
    answer = await alice.sees("No text needed here", after=sheet.id - 1)
    assert answer.text.endswith(sheet.text)
    assert answer.labels == sheet.labels
    await alice.says("premium 3 @durov")
    await alice.sees("Check and confirm", "@durov")


async def test_a_text_on_the_help_before_a_purchase_leaves_it_where_it_is(shop: Shop) -> None:
    alice = shop.person()
    await alice.says("/help")
    page = await alice.sees("How it works")
    await alice.says("what now")
    assert (await alice.sees("No text needed here", "How it works", after=page.id - 1)).labels == page.labels
    await alice.says("500")
    await alice.sees("Who gets the Stars?", after=page.id - 1)


async def test_a_purchase_is_read_on_a_sheet_that_asks_for_a_transaction(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await alice.taps("Help")
    await alice.taps("I forgot the memo", on=await alice.sees("What is it about?"))
    await alice.sees("send it here")
    await alice.says("50 @bobby")
    await alice.sees("Check and confirm", "50 Stars", "@bobby")


async def test_a_sheet_of_a_state_that_is_over_is_not_shown_again(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await alice.taps("Help")
    await alice.taps("I forgot the memo", on=await alice.sees("What is it about?"))
    sheet = await alice.sees("send it here")
    id = (await shop.order())["id"]
    await shop.control(f"orders/{id}/pay", {"kind": "exact"})
    await shop.control(f"orders/{id}/deliver")
    await alice.sees("Delivered")
    await alice.says("what now")
    shown = await alice.sees("Settings → My Stars", after=sheet.id)
    assert "I forgot the memo" not in shown.text


async def test_a_list_of_sheets_whose_order_has_one_by_now_becomes_that_sheet(shop: Shop) -> None:
    alice = shop.person()
    await alice.buys_stars()
    await alice.taps("Help")
    contents = await alice.sees("What is it about?")
    await shop.control(f"orders/{(await shop.order())['id']}/pay", {"kind": "under"})
    told = await alice.sees("About your payment", after=contents.id)
    await shop.quiet()
    await alice.says("what now")
    sheet = await alice.sees("No text needed here", "I sent too little", after=told.id)
    await alice.says(LINK)
    await alice.sees("I sent too little", f"Transaction: {HASH}", after=sheet.id - 1)
