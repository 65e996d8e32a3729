"""The team: people whom admins add in the chat, what they may do then, and until when."""

import asyncio
from datetime import timedelta
from decimal import Decimal

import pytest
from redis.asyncio import Redis

from bot.errors import UserError
from bot.operations import backup
from bot.operations.team import MAX_MEMBERS, Member, Role
from bot.partner.money import NANO
from bot.ui.i18n import without_isolates
from tests.handlers.reseller.test_bulk import ROWS, orders_rows
from tests.handlers.reseller.test_menu import buys_with_invoice
from tests.support import KEYS
from tests.support.shop import ALICE, IVAN, ROSA, Json, Person, Shop

BOB = 1002


async def opens_add(admin: Person, role: str = "reseller") -> None:
    await admin.says("/team")
    await admin.taps(f"Add {'an admin' if role == 'admin' else 'a reseller'}")
    await admin.sees(f"Who is the new {role}?")


async def adds(admin: Person, user_id: int, role: str = "reseller") -> None:
    """Adds somebody who has started the bot."""
    await admin.shop.world("people", {"id": BOB, "first_name": "Bob", "started": user_id == BOB})
    admin.shop.telegram.people[ALICE].started = True
    await opens_add(admin, role)
    await admin.says(str(user_id))
    await confirms(admin, user_id, role)


async def confirms(admin: Person, user_id: int, role: str = "reseller") -> None:
    asked = await admin.sees(f"({user_id}) as {'an admin' if role == 'admin' else 'a reseller'}?", button="Add")
    await admin.taps("Add", on=asked)
    await admin.sees(f"Role: {role}", str(user_id))


async def forwards(shop: Shop, sender: Json) -> None:
    """Ivan forwards a message of that user."""
    chat = {"id": IVAN, "type": "private", "first_name": "Ivan"}
    origin = {"type": "user", "date": 1422450181, "sender_user": sender}
    head = {"message_id": 7001 + sender["id"], "date": 1422450181, "chat": chat, "from": chat | {"is_bot": False}}
    message = head | {"text": "hello", "forward_origin": origin}
    await shop.world("update", {"kind": "message", "payload": message})


async def test_a_helper_is_added_by_id_works_and_is_removed(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.says("/reseller")
    await alice.sees("I do not know this command")
    await adds(ivan, ALICE)
    await alice.sees("You are a reseller of this shop now")
    await alice.says("/reseller")
    await alice.sees("For resellers", "/quote")
    await ivan.taps("Remove")
    await ivan.sees("Remove", "from the team?")
    await ivan.taps("Remove")
    await ivan.sees("Nobody has been added")
    seen = await alice.last_seen()
    await alice.says("/reseller")
    await alice.sees("I do not know this command", after=seen)
    await ivan.says("/audit")
    await ivan.sees("team add reseller", "team remove reseller", str(ALICE))


async def test_a_contact_from_the_list_and_a_shared_contact(shop: Shop) -> None:
    ivan = await shop.admin()
    await opens_add(ivan)
    await ivan.taps("Choose a person")
    await ivan.sees("Choose the person with the button below")
    await shop.quiet_updates()
    await shop.world("share_users", {"user": IVAN, "request_id": 11, "users": [ALICE]})
    await ivan.sees("Add Alice (1001) as a reseller?", "has not started the bot yet")
    await confirms(ivan, ALICE)
    await ivan.sees("Alice", "Role: reseller")
    await opens_add(ivan)
    await shop.world("share_contact", {"user": IVAN, "contact": {"user_id": BOB, "first_name": "<b>Bob</b>"}})
    await ivan.sees("Add <b>Bob</b> (1002) as a reseller?", "has not started the bot yet")
    await confirms(ivan, BOB)
    await ivan.sees("<b>Bob</b>", "Role: reseller", "has not started the bot yet")


async def test_a_forwarded_message_names_its_sender_and_a_hidden_one_is_explained(shop: Shop) -> None:
    ivan = await shop.admin()
    await opens_add(ivan)
    await shop.world("media", {"user": IVAN, "kind": "forward"})
    await ivan.sees("hides their account", "Who is the new reseller?")
    await forwards(shop, {"id": BOB, "is_bot": False, "first_name": "Bob"})
    await confirms(ivan, BOB)
    await ivan.sees("Bob", "Role: reseller")
    await opens_add(ivan)
    await forwards(shop, {"id": 77, "is_bot": True, "first_name": "A bot"})
    await ivan.sees("That is a bot")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("@bob", "not a user id"),
        ("0x10", "not a user id"),
        (str(ROSA), "that role already"),
        (str(IVAN), "already"),
        ("123", "Nobody with the id 123 has started this bot"),
    ],
)
async def test_what_names_nobody_is_asked_again(shop: Shop, typed: str, answer: str) -> None:
    ivan = await shop.admin()
    await opens_add(ivan)
    await ivan.says(typed)
    await ivan.sees(answer, "Who is the new reseller?")


async def test_nobody_is_added_before_it_is_said_who_that_is(shop: Shop) -> None:
    """One wrong digit names another person; the next number corrects it, and a second tap changes nothing."""
    ivan, alice = await shop.admin(), shop.person()
    await alice.says("/start")
    await shop.world("people", {"id": BOB, "first_name": "Bob", "started": True})
    await opens_add(ivan, "admin")
    await ivan.says(str(BOB))
    wrong = await ivan.sees("Add Bob (1002) as an admin?", button="‹ Back")
    await ivan.says(str(ALICE))
    asked = await ivan.sees("Add Alice (1001) as an admin?", button="Add")
    await shop.quiet()
    assert not shop.services.team.members
    await ivan.taps("Add", on=asked)
    added = await ivan.sees("Role: admin", "Ivan", "(3003)")
    await shop.world("forge", {"user": IVAN, "message_id": added.id, "data": "a:team-join:1001:admin"})
    await ivan.sees("Role: admin")
    await shop.world("forge", {"user": IVAN, "message_id": wrong.id, "data": "a:team-join:1002:admin"})
    await ivan.sees("That button is from an earlier step")
    assert set(shop.services.team.members) == {ALICE}
    log, _ = await shop.services.administration.audit_log(limit=10)
    assert [(entry.did, entry.about) for entry in log] == [("team add admin", str(ALICE))]


async def test_two_admins_change_one_member_at_once(still: Shop) -> None:
    """Neither change is lost, and a change does not bring back who was removed meanwhile."""
    team = still.services.team
    await team.add(IVAN, ALICE, Role.RESELLER, "Alice")
    end = still.clock() + timedelta(days=3)
    await asyncio.gather(
        team.change(IVAN, ALICE, "team limit 1 TON", daily_limit=NANO),
        team.change(IVAN, ALICE, "team until", until=end),
    )
    assert (team.stored(ALICE).daily_limit, team.stored(ALICE).until) == (NANO, end)
    answers = await asyncio.gather(
        team.remove(IVAN, ALICE),
        team.change(IVAN, ALICE, "team no limit", daily_limit=None),
        team.remove(IVAN, ALICE),
        return_exceptions=True,
    )
    assert ALICE not in team.members
    assert "no-such-member" in map(str, answers)
    log, _ = await still.services.administration.audit_log(limit=10)
    assert [entry.did for entry in log].count("team remove reseller") == 1


async def test_an_admin_added_in_the_chat_adds_resellers_but_no_admins(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.says("/start")
    await adds(ivan, ALICE, "admin")
    await alice.sees("You are an admin of this shop now")
    await alice.says("/team")
    team = await alice.sees("Team", "Added in the chat: 1", button="Add a reseller")
    assert "Add an admin" not in team.labels
    assert without_isolates(team.text).count("Admins of ADMIN_IDS: Ivan (3003)") == 1
    await adds(alice, BOB)
    forged = await alice.sees("Role: reseller")
    for data in ("a:team-add::admin", "a:team-join:5005:admin", f"a:team-remove:{ALICE}:yes", "a:team-restored::yes"):
        await alice.forges(data, on=forged)
        await alice.sees(
            "That button is from an earlier" if "join" in data else "Only an admin of ADMIN_IDS can do that"
        )
    assert shop.services.team.is_admin(ALICE)
    await alice.says(f"/block {IVAN}")
    await alice.sees("cannot block an admin")


async def test_a_question_of_a_role_that_is_gone_is_closed(shop: Shop) -> None:
    """Its screen may list others' orders."""
    admin, alice = await shop.admin(), shop.person()
    await adds(admin, ALICE, "admin")
    await alice.says("/broadcast")
    await alice.sees("Send the message for everybody now")
    await shop.quiet()
    await shop.services.team.remove(IVAN, ALICE)
    await alice.says("a text for everybody")
    shown = await alice.sees("Tap a button below")
    assert "Send the message for everybody now" not in shown.text


async def test_an_admin_who_is_removed_with_an_open_question_adds_nobody(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await adds(ivan, ALICE, "admin")
    await shop.world("people", {"id": BOB, "first_name": "Bob", "started": True})
    await opens_add(alice)
    await alice.says(str(BOB))
    asked = await alice.sees("Add Bob (1002) as a reseller?")
    await ivan.taps("Remove")
    await ivan.taps("Remove", on=await ivan.sees("from the team?"))
    await alice.sees("You are no longer an admin of this shop")
    await alice.taps("Add", on=asked)
    await alice.sees("That button is from an earlier step")
    # A process that has not read it yet.
    shop.services.team.members = {ALICE: Member(role=Role.ADMIN, added_by=IVAN, added_at=shop.clock())}
    with pytest.raises(UserError, match="team-only-roots"):
        await shop.services.team.add(ALICE, BOB, Role.RESELLER, "Bob")
    await shop.quiet()
    assert not shop.services.team.members


async def test_alerts_reach_an_admin_who_was_added_in_the_chat(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.says("/start")
    await adds(ivan, ALICE, "admin")
    await shop.services.alerts.trigger("status", "odd")
    await alice.sees("unknown status")
    await ivan.sees("unknown status")


async def test_a_person_is_out_when_their_time_is_over(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.says("/start")
    await adds(ivan, ALICE)
    await ivan.taps("End date")
    await ivan.says("yesterday")
    await ivan.sees("I cannot read that", "How long may this person stay?")
    for typed in ("2020-01-01", "01.01.2020", "31.02.2027", "99999", "01012027"):
        await ivan.says(typed)
        await ivan.sees("I cannot read that")
    end = shop.clock() + timedelta(days=300)
    await ivan.says(f"{end:%d.%m.%Y}")
    await ivan.sees(f"Until: {end:%b} {end.day}, {end.year} 23:59 UTC")
    await ivan.taps("End date")
    await ivan.sees("How long may this person stay?")
    await ivan.says("2")
    await ivan.sees("Until:", button="End date")
    assert shop.services.team.is_reseller(ALICE)
    shop.clock.advance(days=2, minutes=1)
    assert not shop.services.team.is_reseller(ALICE)
    await alice.sees("You are no longer a reseller of this shop")
    await ivan.says("/team")
    await ivan.taps("🛒 Alice · 1001")
    await ivan.sees("This person's time has ended")
    await ivan.taps("End date")
    await ivan.taps("No end date")
    await ivan.sees("Until: No end date")
    assert shop.services.team.is_reseller(ALICE)


async def test_a_removed_reseller_is_told_once_and_takes_the_book_along(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.says("/start")
    await adds(ivan, ALICE)
    await alice.sees("You are a reseller of this shop now")
    await buys_with_invoice(alice, "inv-7")
    order = await shop.order()
    await alice.says("/privacy")
    await alice.sees("Your client book")
    await ivan.taps("Remove")
    await ivan.taps("Remove", on=await ivan.sees("from the team?"))
    told = await alice.sees("You are no longer a reseller of this shop", "/orders", "client book", button="CSV file")
    for command in ("/unpaid", "/bulk", "/my_stats", "/reseller"):
        last = await alice.last_seen()
        await alice.says(command)
        await alice.sees("You are no longer a reseller of this shop", after=last)
    await shop.quiet()
    assert sum("no longer a reseller" in bubble.text for bubble in await alice.chat()) == 2, "the message, the screen"
    await alice.taps("CSV file", on=told)
    assert b"inv-7" in await alice.gets_file("clients-")
    await alice.says("/privacy")
    await alice.sees("Your client book", button="CSV file")
    await shop.control(f"orders/{order['id']}/pay", {"kind": "exact"})
    await shop.control(f"orders/{order['id']}/deliver")
    await alice.sees("Delivered", "inv-7")
    last = await alice.last_seen()
    await alice.says("/forget")
    await alice.sees("Your client book will be deleted, too", "1 unpaid order", button="CSV file", after=last)
    await alice.taps("Yes, delete")
    await alice.sees("Deleted.")
    await alice.says("/unpaid")
    await alice.sees("I do not know this command", after=last)


async def test_a_list_of_a_removed_reseller_orders_nothing_more(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.says("/start")
    await adds(ivan, ALICE)
    summary = await orders_rows(alice, ROWS, "One by one")
    await alice.taps("Next payment (3)", on=summary)
    paying = await alice.sees("100 Stars for @anna", "Memo", photo=True)
    await shop.services.team.remove(IVAN, ALICE)
    await alice.sees("You are no longer a reseller of this shop", "Nothing new will be ordered from your lists")
    last = await alice.last_seen()
    await alice.taps("Next payment ›", on=paying)
    await alice.sees("You are no longer a reseller of this shop", "Nothing new will be ordered", after=last)
    await shop.quiet()
    assert len(await shop.orders()) == 1
    await alice.says("/orders")
    await alice.sees("My orders", "@anna")


async def test_who_is_back_at_once_or_still_a_reseller_is_not_told_otherwise(shop: Shop) -> None:
    rosa, team = await shop.reseller(), shop.services.team
    await team.add(IVAN, ROSA, Role.ADMIN, "Rosa")
    await team.remove(IVAN, ROSA)
    await rosa.sees("You are no longer an admin of this shop", "You are still a reseller: /reseller")
    await team.add(IVAN, ALICE, Role.RESELLER, "Alice")
    await team.remove(IVAN, ALICE)
    await team.add(IVAN, ALICE, Role.RESELLER, "Alice")
    await shop.quiet()
    assert not await shop.person().chat()


async def test_a_reseller_of_the_environment_may_become_an_admin(still: Shop) -> None:
    team = still.services.team
    with pytest.raises(UserError, match="team-already"):
        await team.add(IVAN, ROSA, Role.RESELLER, "Rosa")
    await team.add(IVAN, ROSA, Role.ADMIN, "Rosa")
    assert team.is_admin(ROSA)


async def test_a_daily_limit_holds_in_24_hours_and_unpaid_orders_give_it_back(shop: Shop) -> None:
    ivan, alice = await shop.admin(), shop.person()
    await alice.says("/start")
    await adds(ivan, ALICE)
    await ivan.taps("Daily limit")
    for typed in ("much", "-1", "0", "1e5", "1e99", "nan", "1.0.0", "1,000", "2.500"):
        await ivan.says(typed)
        await ivan.sees("I cannot read that amount", "How much TON")
    await ivan.says("0,6")
    await ivan.sees("Daily limit: 0.6")
    await alice.buys_stars()  # about 0.42 TON
    await alice.chooses_stars("250")
    await alice.taps("Confirm")
    await alice.sees("Your daily limit has 0.", "Check and confirm")
    assert len(await shop.orders()) == 1
    order = await shop.order()
    await shop.control(f"orders/{order['id']}/expire")
    await alice.sees("expired")
    assert await shop.services.intents.left_today(ALICE) == Decimal("0.6")
    await alice.says("/start")


async def test_what_was_spent_counts_for_24_hours(still: Shop) -> None:
    team, intents = still.services.team, still.services.intents
    member = Member(role=Role.RESELLER, added_by=IVAN, added_at=still.clock(), daily_limit=10**9)
    team.members = {ALICE: member}
    spent = KEYS.spent(ALICE)
    await still.services.redis.hset(spent, "old", f"{int(still.clock().timestamp() * 1000)} 400000000")  # type: ignore[misc]
    assert await intents.left_today(ALICE) == Decimal("0.6")
    still.clock.advance(hours=24, minutes=1)
    assert await intents.left_today(ALICE) == Decimal(1)


async def test_a_restored_team_waits_for_an_admin_of_the_environment(shop: Shop, redis: Redis, tmp_path) -> None:  # type: ignore[no-untyped-def]
    ivan = await shop.admin()
    await adds(ivan, ALICE)
    await shop.stop_bot()
    file = tmp_path / "backup"
    await backup.back_up(redis, KEYS, file)
    await redis.delete(*[key async for key in redis.scan_iter(KEYS.alive("*"))])
    await backup.restore(redis, KEYS, file)
    await shop.start_bot()
    await ivan.sees("A backup was restored")
    assert not shop.services.team.is_reseller(ALICE)
    await ivan.says("/team")
    await ivan.sees("These people of its team are waiting: ", "Alice", "(1001)")
    await ivan.taps("Take them back")
    await ivan.sees("Added in the chat: 1", button="🛒 Alice · 1001")
    assert shop.services.team.is_reseller(ALICE)
    await ivan.sees("Over:", "A backup was restored")


async def test_who_was_removed_after_the_backup_stays_out(shop: Shop, redis: Redis, tmp_path) -> None:  # type: ignore[no-untyped-def]
    """Their open question, daily report and profile come back with the backup, their role does not."""
    ivan, alice = await shop.admin(), shop.person()
    await adds(ivan, ALICE, "admin")
    await alice.says("/daily shop 7")
    await alice.sees("every day at 07:00")
    await opens_add(alice)
    await shop.quiet()
    await backup.back_up(redis, KEYS, tmp_path / "backup")
    await shop.services.team.remove(IVAN, ALICE)
    await alice.sees("You are no longer an admin of this shop")
    await shop.stop_bot()
    await redis.delete(*[key async for key in redis.scan_iter(KEYS.alive("*"))])
    await backup.restore(redis, KEYS, tmp_path / "backup")
    await shop.start_bot()
    await alice.says("a text for nobody")
    shown = await alice.sees("Tap a button below")
    await alice.forges("a:team-restored::yes", on=shown)
    await alice.sees("That button is from an earlier step")
    await shop.services.notifier._send_shop_report(ALICE, shop.clock().date())
    await ivan.says("/team")
    await ivan.taps("Leave them out", on=await ivan.sees("These people of its team are waiting: ", "Alice", "(1001)"))
    await ivan.sees("Over:", "A backup was restored")
    await shop.quiet()
    assert not shop.services.team.is_reseller(ALICE)
    assert not [bubble for bubble in await alice.chat() if "The shop's day" in bubble.text]


async def test_another_process_knows_a_change_and_damage_is_left_out(shop: Shop, redis: Redis) -> None:
    team = shop.services.team
    member = Member(role=Role.RESELLER, added_by=IVAN, added_at=shop.clock()).model_dump_json()
    await redis.hset(KEYS.team, mapping={str(BOB): member, "x": member, "5": "{"})  # type: ignore[misc]

    async def knows() -> bool:
        return team.is_reseller(BOB)

    assert await shop.eventually(knows)
    assert set(team.members) == {BOB}


async def test_the_team_has_a_bound(shop: Shop, redis: Redis) -> None:
    ivan = await shop.admin()
    member = Member(role=Role.RESELLER, added_by=IVAN, added_at=shop.clock()).model_dump_json()
    await redis.hset(KEYS.team, mapping={str(9000 + n): member for n in range(MAX_MEMBERS)})  # type: ignore[misc]
    await opens_add(ivan)
    await ivan.says(str(BOB))  # nobody has to know them to say so
    await ivan.sees("The team has 100 people")
    await ivan.says("/team")
    await ivan.taps("Older ›")
    await ivan.sees("Added in the chat: 100", button="‹ Newer")
