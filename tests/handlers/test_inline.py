"""Stories of inline mode: quote cards and payment cards in other chats."""

from decimal import Decimal

from bot.partner.goods import Goods, Product
from bot.sandbox.partner_api.ledger import ton_address
from tests.support.shop import ALICE, IVAN, ROSA, Json, Person, Shop, spaced


async def asks(shop: Shop, person: int, query: str) -> list[Json]:
    """Sends an inline query and returns the bot's results. The bot must answer, also with an empty list."""
    answer = await shop.world("inline", {"user": person, "query": query})
    assert answer["answered"], query
    results: list[Json] = answer["results"]
    return results


async def puts(shop: Shop, person: int, query: str, chat: int) -> Json:
    """Sends the only result into a chat and returns the message there."""
    (result,) = await asks(shop, person, query)
    body = {"user": person, "query": query, "result_id": result["id"], "chat": chat}
    message: Json = (await shop.world("choose_inline", body))["message"]
    return message


async def card(shop: Shop, person: int, chat: int, *words: str) -> Json:
    """Waits until the newest message of the chat contains these words."""

    async def look() -> Json | None:
        answer = await shop.http.get(f"/world/chats/{person}", params={"chat": chat})
        message: Json = answer.raise_for_status().json()["messages"][-1]
        return message if all(word in spaced(message["text"]) for word in words) else None

    found = await shop.eventually(look)
    assert found, words
    return found


def labels(message: Json) -> list[str]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [spaced(button["text"]) for row in rows for button in row]


async def pressed(shop: Shop, person: int, chat: int, message: Json, label: str) -> Json:
    """Presses a button of a message in another chat; returns the bot's answer to it."""
    body = {"user": person, "chat": chat, "message_id": message["message_id"], "label": label}
    callback = (await shop.world("press", body))["callback_id"]

    async def look() -> Json | None:
        answer: Json = (await shop.http.get(f"/world/callbacks/{callback}")).json()
        return answer if answer["answered"] else None

    answer = await shop.eventually(look)
    assert answer
    return answer


async def test_a_quote_card_has_the_retail_price_and_no_way_to_the_cost(shop: Shop, rosa: Person) -> None:
    await rosa.says("/margin 20%")
    await rosa.sees("Your margin", "20%")
    cost = await shop.services.prices.estimate(Goods(product=Product.STARS, amount=500))
    message = await puts(shop, ROSA, "500 @alice", ALICE)
    assert "500 Stars for @alice" in spaced(message["text"])
    (offer,) = await asks(shop, ROSA, "500 @alice")
    assert "<" not in offer["title"], "a title is plain text"
    price = Decimal(message["text"].split(": ")[1].split()[0])
    assert price == (cost * Decimal("1.2")).quantize(Decimal("0.001"), "ROUND_CEILING"), "nobody reads nine digits"
    assert labels(message) == ["Order this"]
    assert not any("url" in button for row in message["reply_markup"]["inline_keyboard"] for button in row)


async def test_the_button_of_a_quote_leads_its_seller_and_nobody_else(shop: Shop, rosa: Person, ivan: Person) -> None:
    message = await puts(shop, ROSA, "6m @alice", ALICE)
    for stranger in (ALICE, IVAN):
        if stranger == IVAN:  # even another reseller
            message = await puts(shop, ROSA, "6m @alice", IVAN)
        answer = await pressed(shop, stranger, ROSA, message, "Order this")
        assert answer["alert"]
        assert "for the person who sent the quote" in answer["text"]
        assert not answer["url"]
    answer = await pressed(shop, ROSA, IVAN, message, "Order this")
    assert answer["url"] == "https://t.me/stars_demo_bot?start=p_6_alice"
    await shop.world("deep_link", {"user": ROSA, "payload": answer["url"].partition("start=")[2]})
    await rosa.sees("Check and confirm", "6 months of Premium", "@alice", "Price")


async def test_half_a_word_offers_nothing(shop: Shop, rosa: Person) -> None:
    for query in ("", "5", "many", "500 @al", "7m", "500 alice; drop", "99999999", "pay", "pay 1"):
        assert await asks(shop, ROSA, query) == [], query


async def test_a_quote_without_the_provider_is_answered_with_the_reason(shop: Shop, rosa: Person) -> None:
    await shop.fault("error", "/", status=503, times=None)
    answer = await shop.world("inline", {"user": ROSA, "query": "777 @alice"})
    assert answer["answered"]
    assert answer["results"] == []
    assert answer["button"]["text"].startswith("The provider does not answer right now")
    await shop.mended()
    assert len(await asks(shop, ROSA, "777 @alice")) == 1, "the failure is not kept by Telegram"


async def test_strangers_are_shown_nothing(shop: Shop) -> None:
    for query in ("", "500", "500 @alice", "6m", "pay", "pay 10421"):
        assert await asks(shop, ALICE, query) == [], query


async def test_a_payment_card_follows_its_order(shop: Shop, rosa: Person) -> None:
    await rosa.buys_stars()
    order = await shop.order()
    message = await puts(shop, ROSA, f"pay {order['id']}", ALICE)
    for word in (order["payment_address"], order["payment_memo"], str(order["price_ton"]), f"#{order['id']}"):
        assert word in spaced(message["text"])
    assert labels(message) == ["Open wallet", "Keeper", "MyTonWallet", "Copy address", "Copy memo", "Copy amount"]

    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    shop.clock.advance(seconds=30)
    paid = await card(shop, ROSA, ALICE, f"#{order['id']}", "paid")
    assert order["payment_address"] not in paid["text"]
    assert labels(paid) == []
    await shop.control(f"orders/{order['id']}/deliver")
    shop.clock.advance(seconds=30)
    await card(shop, ALICE, ROSA, "100 Stars for @rosa_reseller", "delivered")


async def test_what_has_changed_before_it_was_chosen_is_shown_at_once(shop: Shop, rosa: Person) -> None:
    await rosa.buys_stars()
    order = await shop.order()
    query = f"pay {order['id']}"
    await asks(shop, ROSA, query)
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    shop.clock.advance(seconds=30)
    await rosa.sees("Payment received")
    body = {"user": ROSA, "query": query, "result_id": f"pay:{order['id']}", "chat": ALICE}
    await shop.world("choose_inline", body)
    await card(shop, ROSA, ALICE, f"#{order['id']}", "paid")


async def test_every_owner_can_offer_their_own_payments_and_no_others(shop: Shop, rosa: Person) -> None:
    await shop.person(ALICE).buys_stars()
    order = await shop.order()
    assert await asks(shop, ROSA, f"pay {order['id']}") == []
    (mine,) = await asks(shop, ALICE, "pay")
    assert mine["id"] == f"pay:{order['id']}"


async def test_an_address_that_is_not_ours_is_on_no_card(shop: Shop, rosa: Person) -> None:
    await shop.stop_bot()
    await shop.start_bot(pinned_addresses=ton_address(bytes(32)))
    await rosa.chooses_stars()
    await rosa.taps("Confirm")
    await rosa.sees("Please do not pay for this order")
    assert await asks(shop, ROSA, "pay") == []


async def test_a_server_that_takes_no_wallet_links_gets_the_others(shop: Shop, rosa: Person) -> None:
    await rosa.buys_stars()
    await shop.world("settings", {"ton_links": False})
    message = await puts(shop, ROSA, "pay", ALICE)
    assert labels(message)[0] == "Keeper"


async def test_answers_are_personal_and_short_lived(shop: Shop, rosa: Person) -> None:
    await asks(shop, ROSA, "500")
    calls = (await shop.http.get("/world/history", params={"method": "answerInlineQuery"})).json()["items"]
    assert calls
    for call in calls:
        assert call["params"]["is_personal"] in (True, "true")
        assert 0 <= int(call["params"]["cache_time"]) <= 10
