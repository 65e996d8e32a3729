"""Stories of a reseller's single orders: invoice numbers, search, quotes, deep links; and who may not use them."""

from decimal import Decimal

import pytest

from tests.support import KEYS
from tests.support.shop import ALICE, IVAN, ROSA, Bubble, Person, Shop
from tests.ui.test_batch_input import ODD

COMMANDS = ("/reseller", "/bulk", "/quote 500", "/margin 10%", "/find x", "/my_stats", "/my_export", "/daily on")


async def buys_with_invoice(rosa: Person, invoice: str, amount: str = "100") -> Bubble:
    await rosa.chooses_stars(amount)
    await rosa.taps("Invoice number")
    await rosa.sees("Invoice number", "Send the number")
    await rosa.says(invoice)
    confirm = await rosa.sees("Check and confirm", invoice, button="Confirm")
    await rosa.taps("Confirm", on=confirm)
    return await rosa.sees("Memo", invoice, photo=True, after=confirm.id - 1)


async def test_an_invoice_goes_with_the_order_all_the_way(shop: Shop, rosa: Person) -> None:
    screen = await buys_with_invoice(rosa, "inv-42")
    (create,) = await shop.creates()
    assert create["body"]["client_reference"] == f"tg-{ROSA}-inv-42"
    assert "Invoice: inv-42" in screen.text
    await rosa.says("/orders")
    await rosa.sees("My orders", "inv-42")


async def test_a_wrong_invoice_is_said_and_can_be_taken_away(shop: Shop, rosa: Person) -> None:
    await rosa.chooses_stars("100")
    await rosa.taps("Invoice number")
    await rosa.says("inv/42")
    await rosa.sees("That is not an invoice number")
    await rosa.says("inv-42")
    await rosa.sees("Check and confirm", "inv-42")
    await rosa.taps("Invoice number")
    await rosa.taps("Without invoice")
    confirm = await rosa.sees("Check and confirm")
    assert "inv-42" not in confirm.text
    await rosa.taps("Confirm", on=confirm)
    await rosa.sees("Memo", photo=True)
    (create,) = await shop.creates()
    assert create["body"]["client_reference"] == f"tg-{ROSA}"


async def test_going_elsewhere_answers_no_question(shop: Shop, rosa: Person) -> None:
    await rosa.chooses_stars("100")
    await rosa.taps("Invoice number")
    await rosa.taps("‹ Back", on=await rosa.sees("Send the number"))
    await rosa.sees("Check and confirm")
    await rosa.says("inv-42")
    screen = await rosa.sees("I could not read that", "Check and confirm")
    assert "Invoice: " not in screen.text


async def test_customers_see_nothing_of_it(shop: Shop) -> None:
    alice = shop.person(ALICE)
    confirm = await alice.chooses_stars("100")
    assert "Invoice number" not in confirm.labels
    await alice.says("/start")
    assert "For resellers" not in (await alice.sees(button="⭐ Buy Stars", after=confirm.id)).labels
    for command in COMMANDS:
        last = await alice.last_seen()
        await alice.says(command)
        await alice.sees("I do not know this command", after=last)
    for data in ("g:desk:", "g:bulk:", "g:stats:", "g:export:", "g:daily:", "b:open:x:"):
        await alice.forges(data, on=await alice.sees(button="⭐ Buy Stars"))
        await alice.sees("That button is from an earlier step")


async def test_every_admin_is_a_reseller(shop: Shop, ivan: Person) -> None:
    await ivan.taps("For resellers")
    await ivan.sees("/bulk", "@stars_demo_bot")


# Finding


async def test_an_order_is_found_by_all_its_names(shop: Shop, rosa: Person) -> None:
    await buys_with_invoice(rosa, "inv-42")
    order = await shop.order()
    for words in ("inv-42", "INV-42", order["payment_memo"], str(order["id"]), "@rosa_reseller"):
        last = await rosa.last_seen()
        await rosa.says(f"/find {words}")
        await rosa.sees("Found by", f"#{order['id']}", button=f"#{order['id']}", after=last)
    await rosa.says("/find inv-43")
    await rosa.sees("Nothing found by inv-43")
    await rosa.says("/find")
    await rosa.sees("Send /find with")


async def test_nobody_elses_order_is_found(shop: Shop, rosa: Person) -> None:
    await shop.person(ALICE).buys_stars()
    order = await shop.order()
    for words in (order["payment_memo"], str(order["id"]), "alice"):
        await rosa.says(f"/find {words}")
        await rosa.sees(f"Nothing found by {words}")


async def test_what_this_redis_has_lost_the_partner_still_finds(shop: Shop, rosa: Person) -> None:
    await buys_with_invoice(rosa, "inv-42")
    order = await shop.order()
    await shop.quiet()
    key = KEYS.order(order["id"])
    await shop.services.redis.delete(key)
    await shop.services.redis.zrem(KEYS.chat_orders(ROSA), order["id"])
    await rosa.says("/find inv-42")
    await rosa.sees("Found by", "inv-42", button=f"#{order['id']}")


# Quotes


async def test_a_quote_names_cost_price_and_profit_and_a_card_only_the_price(shop: Shop, rosa: Person) -> None:
    await rosa.says("/margin 12.5% + 0.1 / 0.05")
    await rosa.sees("Your margin", "12.5%", "0.1 TON", "0.05 TON")
    last = await rosa.last_seen()
    await rosa.says("/quote 500")
    quote = await rosa.sees("Quote · 500 Stars", "Cost", "Retail", "Profit", after=last)
    figures = {
        line.split(": ")[0]: Decimal(line.split(": ")[1].split()[0])
        for line in quote.text.split("\n")
        if ": " in line[:9]
    }
    assert figures["Retail"] % Decimal("0.05") == 0
    assert figures["Retail"] >= figures["Cost"] * Decimal("1.125") + Decimal("0.1")
    assert figures["Profit"] == figures["Retail"] - figures["Cost"]
    card = await rosa.sees("500 Stars:", f"{figures['Retail'].normalize():f} TON", after=quote.id)
    assert str(figures["Cost"]) not in card.text
    assert not card.labels

    await rosa.says("/quote 6m")
    await rosa.sees("Quote · 6 months of Premium", "Profit")


@pytest.mark.parametrize("words", ["", "many", "10", "7m", "500 600"])
async def test_what_cannot_be_quoted_is_said(shop: Shop, rosa: Person, words: str) -> None:
    await rosa.says(f"/quote {words}")
    await rosa.sees("What shall I quote? Write 500 for Stars")


async def test_a_margin_that_cannot_be_read_changes_nothing(shop: Shop, rosa: Person) -> None:
    await rosa.says("/margin 7%")
    await rosa.sees("Your margin", "7%")
    await rosa.says("/margin lots")
    await rosa.sees("I cannot read that margin")
    await rosa.says("/margin")
    await rosa.sees("Your margin", "7%")


async def test_a_margin_far_from_the_former_one_is_confirmed(shop: Shop, rosa: Person) -> None:
    async def percent() -> Decimal:
        await shop.quiet()
        return (await shop.services.sessions.peek(ROSA))[1].markup.percent

    await rosa.says("/margin 12.5%")
    await rosa.sees("Your margin", "12.5%")
    await rosa.says("/margin 125")  # a slip of the point
    asked = await rosa.sees("Is this margin right?", "Until now it was 12.5%", button="125%")
    assert await percent() == Decimal("12.5")
    await rosa.taps("125%", on=asked)
    assert await percent() == 125
    await rosa.forges("g:margin:12.5_900%", on=asked)  # a button of an earlier screen
    assert await percent() == 125
    await rosa.says("/margin 12.5%")
    await rosa.taps("Keep the old one", on=await rosa.sees("Until now it was 125%", button="12.5%"))
    assert await percent() == 125
    await rosa.says("/margin 1 2")
    await rosa.sees("I cannot read that margin")


# Deep links


async def test_a_link_leads_to_a_purchase_with_its_pieces(shop: Shop) -> None:
    alice = shop.person(ALICE)
    await shop.world("deep_link", {"user": ALICE, "payload": "p_6_durov"})
    confirm = await alice.sees("Check and confirm", "6 months of Premium", "@durov", button="Confirm")
    await alice.taps("Confirm", on=confirm)
    await alice.sees("Memo", photo=True)
    assert (await shop.order())["recipient_username"] == "durov"


async def test_a_link_without_a_recipient_asks_for_one(shop: Shop) -> None:
    alice = shop.person(ALICE)
    await shop.world("deep_link", {"user": ALICE, "payload": "s_500"})
    await alice.sees("Who gets the Stars?")
    await alice.says("@durov")
    await alice.sees("Check and confirm", "500 Stars", "@durov")


async def test_a_link_to_somebody_who_cannot_receive_says_so(shop: Shop) -> None:
    alice = shop.person(ALICE)
    await shop.world("deep_link", {"user": ALICE, "payload": "s_100_nostars_bob"})
    await alice.sees("@nostars_bob cannot receive this", "Who gets the Stars?", "100 Stars")


async def test_anything_odd_leads_to_the_plain_start(shop: Shop) -> None:
    alice = shop.person(ALICE)
    await alice.says("/start")
    plain = await alice.sees(button="⭐ Buy Stars")
    unsold = ["s_7_alice", "p_7_alice", "s_1000000_alice"]
    for payload in [*(odd for odd in ODD if odd == odd.strip()), *unsold]:
        last = await alice.last_seen()
        await shop.world("deep_link", {"user": ALICE, "payload": payload})
        screen = await alice.sees(button="⭐ Buy Stars", after=last)
        assert screen.text == plain.text, payload
    assert await shop.creates() == []


async def test_a_resellers_commands_are_in_their_menu(shop: Shop, rosa: Person) -> None:
    await shop.stop_bot()
    await shop.start_bot()  # now that Rosa has pressed start

    async def menu(person: int) -> set[str]:
        chat = (await shop.http.get(f"/world/chats/{person}")).json()
        return {command["command"] for command in chat["commands"]}

    async def has_own_menu() -> bool | None:
        return {"bulk", "quote", "find", "my_stats"} <= await menu(ROSA) or None

    await shop.person(ROSA).says("/start")
    assert await shop.eventually(has_own_menu)  # the menus are set beside the first updates
    assert "bulk" not in await menu(ALICE)
    assert "balance" not in await menu(ROSA)
    assert IVAN not in shop.settings.reseller_ids
