"""A purchase that is typed: at the menu, at a step of another one, and nowhere else."""

import pytest

from tests.support.shop import ALICE, ROSA, Person, Shop


async def menu(shop: Shop) -> Person:
    alice = shop.person()
    await alice.says("/start")
    await alice.sees("Stars and Premium", button="⭐ Buy Stars")
    return alice


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("@durov", ("Stars or Premium?", "@durov")),
        ("500", ("Who gets the Stars?", "500 Stars")),
        ("6", ("Who gets Premium?", "6 months of Premium")),
        ("@durov 500", ("Check and confirm", "500 Stars", "@durov")),
        ("t.me/durov 1 000 ⭐", ("Check and confirm", "1,000 Stars", "@durov")),
        ("премиум 6 @durov", ("Check and confirm", "6 months of Premium", "@durov")),
        ("premium", ("Who gets Premium?",)),
    ],
)
async def test_a_line_at_the_menu_begins_the_purchase_at_the_step_still_lacking(
    shop: Shop, typed: str, words: tuple[str, ...]
) -> None:
    alice = await menu(shop)
    await alice.says(typed)
    await alice.sees(*words, button="Cancel")
    assert await shop.orders() == []


async def test_a_line_fills_what_the_step_asks_for_and_the_rest(shop: Shop) -> None:
    alice = await menu(shop)
    await alice.says("@durov")
    await alice.taps("🎁 Gift Premium", on=await alice.sees("Stars or Premium?"))
    await alice.sees("For how long?", "@durov")
    await alice.says("500 stars")  # and another product after all
    await alice.sees("Check and confirm", "500 Stars", "@durov")
    await alice.taps("‹ Back")
    await alice.taps("‹ Back", on=await alice.sees("How many Stars?"))
    await alice.sees("Who gets the Stars?")
    await alice.says("pandus 250")
    await alice.sees("Check and confirm", "250 Stars", "@pandus")


@pytest.mark.parametrize("line", ["500 @durov", "@durov 500"])
async def test_a_whole_line_in_a_purchase_of_premium_may_be_one_of_stars(shop: Shop, line: str) -> None:
    """It is the bot's own example."""
    alice = shop.person()
    await alice.says("premium")
    await alice.sees("Who gets Premium?")
    await alice.says(line)
    await alice.sees("Check and confirm", "500 Stars", "To: @durov")
    await alice.says("premium")
    await alice.says("6 @durov")
    await alice.sees("Check and confirm", "6 months of Premium", "To: @durov")


async def test_what_is_not_clear_is_asked_in_the_same_step(shop: Shop) -> None:
    alice = await menu(shop)
    for typed, sentence in (
        ("hello", "write what you want in one line: 500 @durov"),
        ("durov 500", "Write it like this: 500 @durov"),
        ("@durov 12.5", "not a whole number"),
        ("@durov 49", "from 50 to 10,000"),
    ):
        await alice.says(typed)
        await alice.sees(sentence, button="⭐ Buy Stars")


async def test_of_a_purchase_with_an_amount_that_is_not_sold_the_rest_is_chosen(shop: Shop) -> None:
    """The sentence stands above the periods that it speaks of."""
    alice = await menu(shop)
    await alice.says("@durov premium 7")
    await alice.sees("Choose one of the periods below", "For how long?", "@durov", button="3 months")
    await alice.forges("d:set:earlier:p9_pandus", on=await alice.sees("For how long?"))
    await alice.sees("Choose one of the periods below", "@pandus", button="3 months")
    await alice.forges("d:set:earlier:s7_pandus", on=await alice.sees("For how long?"))
    await alice.sees("from 50 to 10,000", "How many Stars?", "@pandus")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("@durov 49", ("from 50 to 10,000", "Stars or Premium?", "@durov")),
        ("@durov premium 7", ("Choose one of the periods", "For how long?", "@durov")),
        ("@nostars_bob 500", ("@nostars_bob cannot receive this", "Who gets the Stars?", "500 Stars")),
        ("@bob 500", ("@bob cannot be a username", "Who gets the Stars?", "500 Stars")),
        ("premium 6 @x__y", ("@x__y cannot be a username", "Who gets Premium?", "6 months of Premium")),
        ("premium @bob", ("@bob cannot be a username", "Who gets Premium?")),
        ("t.me/+AbCdEf 500", ("does not lead to a person", "Who gets the Stars?", "500 Stars")),
        ("@bob", ("@bob cannot be a username", "Stars and Premium")),
    ],
)
async def test_what_cannot_be_bought_is_asked_again_and_the_rest_is_kept(
    shop: Shop, typed: str, words: tuple[str, ...]
) -> None:
    alice = await menu(shop)
    await alice.says(typed)
    await alice.sees(*words)


async def test_an_unusable_username_never_leaves_the_purchase_to_the_recipient_before(shop: Shop) -> None:
    alice = await menu(shop)
    await alice.says("stars @durov")
    await alice.sees("How many Stars?", "@durov")
    await alice.says("@bob 500")
    await alice.sees("@bob cannot be a username", "Who gets the Stars?", "500 Stars")
    await alice.says("@bobby")
    await alice.sees("Check and confirm", "500 Stars", "@bobby")


async def test_a_link_to_somebody_who_cannot_receive_keeps_the_amount(shop: Shop) -> None:
    alice = await menu(shop)
    await alice.says("/start s_500_nostars_bob")
    await alice.sees("cannot receive this", "Who gets the Stars?", "500 Stars")


async def test_an_open_question_gets_its_own_answer(shop: Shop, rosa: Person) -> None:
    await rosa.says("500 stars @durov")
    await rosa.taps("Invoice number", on=await rosa.sees("Check and confirm", "500 Stars"))
    await rosa.sees("invoice", button="‹ Back")
    await rosa.says("500")
    await rosa.sees("Check and confirm", "500 Stars", "Invoice: 500")


async def test_a_group_and_a_forwarded_line_begin_nothing(shop: Shop) -> None:
    alice = await menu(shop)
    await shop.world("group", {"chat_id": -500, "title": "Friends"})
    before = len(shop.telegram.history)
    await shop.world("send", {"user": ALICE, "chat": -500, "text": "500 stars @durov"})
    await shop.quiet()
    assert [call for call in shop.telegram.history[before:] if call.method.startswith("send")] == []
    await shop.world("media", {"user": ALICE, "kind": "forward"})
    await alice.sees("Nothing has changed", button="⭐ Buy Stars")


async def test_a_card_of_ones_own_in_the_private_chat_begins_nothing(shop: Shop, rosa: Person) -> None:
    """Its text names goods and a person, but nobody has typed it."""
    query = "500 @alice"
    (result,) = (await shop.world("inline", {"user": ROSA, "query": query}))["results"]
    await shop.world("choose_inline", {"user": ROSA, "query": query, "result_id": result["id"]})
    await shop.quiet()
    assert "Check and confirm" not in " ".join(bubble.text for bubble in await rosa.chat())


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("@durov 500 inv-77", ("500 Stars", "@durov", "Invoice: inv-77")),
        ("premium 6 @durov inv-77", ("6 months of Premium", "@durov", "Invoice: inv-77")),
        ("@durov; 1 000; 077", ("1,000 Stars", "@durov", "Invoice: 077")),
    ],
)
async def test_a_resellers_line_may_end_with_an_invoice_number(
    shop: Shop, rosa: Person, typed: str, words: tuple[str, ...]
) -> None:
    await rosa.says(typed)
    await rosa.taps("Confirm", on=await rosa.sees("Check and confirm", *words))
    await rosa.sees("Pay", "Memo", photo=True)
    assert (await shop.order())["client_reference"] == f"tg-{ROSA}-{words[-1].split()[-1]}"


async def test_an_invoice_number_where_a_recipient_is_asked(shop: Shop, rosa: Person) -> None:
    await rosa.taps("⭐ Buy Stars")
    await rosa.sees("Who gets the Stars?")
    await rosa.says("durov 500 000")
    await rosa.sees("in two ways", "Who gets the Stars?")
    await rosa.says("@durov 500 сч-77")
    await rosa.sees("not an invoice number", "letters (a–z)", "Who gets the Stars?")
    await rosa.says("durov 500 inv-77")
    await rosa.sees("Check and confirm", "500 Stars", "Invoice: inv-77")


async def test_a_customers_line_has_no_invoice_number(shop: Shop) -> None:
    alice = await menu(shop)
    await alice.says("@durov 500 inv-77")
    await alice.sees("Write it like this: 500 @durov")


async def test_a_reseller_may_have_more_unpaid_orders(shop: Shop) -> None:
    await shop.stop_bot()
    await shop.start_bot(max_unpaid_per_chat=1, max_unpaid_per_reseller=2)
    rosa, alice = await shop.reseller(), await menu(shop)
    for person, most in ((rosa, 2), (alice, 1)):
        for number in range(most + 1):
            last = await person.last_seen()
            await person.says("/start")
            await person.sees(button="⭐ Buy Stars", after=last)
            await person.says(f"@durov {500 + number}")
            confirm = await person.sees("Check and confirm", f"{500 + number} Stars", after=last)
            await person.taps("Confirm", on=confirm)
            if number < most:
                await person.sees("Pay", "Memo", photo=True, after=last)
        await person.sees("unpaid", after=last)
    assert len(await shop.orders()) == 3


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("500 @durov", ("Check and confirm", "500 Stars", "To: @durov")),
        ("premium 6 @durov", ("Check and confirm", "6 months of Premium", "To: @durov")),
        ("@durov", ("Check and confirm", "100 Stars", "To: @durov")),
        ("500", ("Check and confirm", "500 Stars", "To: @alice")),
        ("49", ("How many Stars?", "from 50", "@alice")),
        ("@x 500", ("Who gets the Stars?", "cannot be a username", "500 Stars")),
        ("hello there", ("No text needed here", "Check and confirm", "100 Stars", "To: @alice")),
    ],
)
async def test_a_line_on_the_confirm_screen_is_a_draft_that_waits_for_its_own_confirmation(
    shop: Shop, typed: str, words: tuple[str, ...]
) -> None:
    alice = shop.person()
    confirm = await alice.chooses_stars()
    await alice.says(typed)
    await alice.sees(*words, after=confirm.id - 1)
    await shop.quiet()
    assert await shop.orders() == []
    await alice.forges(confirm.button("Confirm")["callback_data"], on=confirm)  # pressed before the new screen came
    await shop.quiet()
    orders = await shop.orders()
    changed = "No text needed" not in words[0]
    assert len(orders) == (0 if changed else 1)
    if changed:
        await alice.taps("Confirm", on=await alice.sees("Check and confirm", "100 Stars", "To: @alice"))
        await alice.sees("Memo", photo=True)
        assert [order["recipient_username"] for order in await shop.orders()] == ["alice"]


async def test_a_whole_line_on_the_confirm_screen_has_no_invoice_of_the_former_client(shop: Shop, rosa: Person) -> None:
    await rosa.says("@durov 500 inv-77")
    await rosa.sees("Check and confirm", "Invoice: inv-77")
    await rosa.says("@pandus 250")
    confirm = await rosa.sees("Check and confirm", "250 Stars", "@pandus")
    assert "inv-77" not in confirm.text
    await rosa.says("@durov 500 inv-78")
    await rosa.sees("Check and confirm", "500 Stars", "@durov", "Invoice: inv-78")
