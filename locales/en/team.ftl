# The team: who sells and who administers the shop. { $name } is a person's name or id.
team =
    <b>Team</b>

    Admins of ADMIN_IDS: { $roots }
    Resellers of RESELLER_IDS: { $resellers }
team-members = Added in the chat: { $number }
team-none = Nobody has been added in the chat yet.
team-restored = ⚠️ A backup was restored. These people of its team are waiting: { $people }. An admin of ADMIN_IDS decides whether to take them back.
button-team-take-back = Take them back
button-team-leave-out = Leave them out
button-team-add = { $role ->
    [admin] Add an admin
   *[other] Add a reseller
}
team-role = { $role ->
    [admin] admin
   *[other] reseller
}
team-who =
    <b>{ $role ->
        [admin] Who is the new admin?
       *[other] Who is the new reseller?
    }</b>

    Forward a message of theirs, share their contact, or send their user id.
team-ask-add = { $role ->
    [admin] Add { $name } ({ $id }) as an admin?
   *[other] Add { $name } ({ $id }) as a reseller?
}
button-team-join = Add
team-member =
    { $name }

    Id: { $id }
    Role: { $role }
    Added: { $added }, by { $admin }
    Daily limit: { $limit }
    Until: { $until }
team-no-limit = No limit
team-no-end = No end date
team-over = This person's time has ended, so they are not on the team now.
button-team-limit = Daily limit
button-team-end = End date
button-team-remove = Remove
team-ask-limit = How much { $currency } may this person spend in 24 hours? Send a number like 50.
team-ask-end = How long may this person stay? Send a number of days like 30, or the last day like 2027-01-31.
team-ask-remove = Remove { $name } from the team? Orders that are already placed go on.
team-welcome = { $role ->
    [admin] You are an admin of this shop now. Your commands are in the menu.
   *[other] You are a reseller of this shop now. See what you can do: /reseller
}
team-goodbye = { $role ->
    [admin] You are no longer an admin of this shop.
   *[other] You are no longer a reseller of this shop.
}
team-still-reseller = You are still a reseller: /reseller
team-goodbye-orders = Your orders go on as usual: /orders. Nothing new will be ordered from your lists.
team-goodbye-book = Your client book stays here until you delete your data: /forget. Save its file first.
team-not-started = This person has not started the bot yet. Ask them to open it and press Start.
team-unknown = Nobody with the id { $id } has started this bot. Check the number, or share the person's contact.
team-nobody = I cannot see who that is. Forward a message of theirs, share their contact, or send their user id.
team-bot = That is a bot. Only people can be on the team.
team-hidden = This person hides their account in forwarded messages. Share their contact, or send their user id.
team-already = This person has that role already.
team-full = The team has { $most } people, and that is the most. Remove somebody first.
team-only-roots = Only an admin of ADMIN_IDS can do that.
no-such-member = This person is no longer on the team.
bad-limit = I cannot read that amount. Send a number like 50 or 12.5.
bad-end = I cannot read that. Send a number of days like 30, or a day in the future like 2027-01-31.
daily-limit = Your daily limit has { $left } left, and this order costs more. Choose less, or ask the shop's admin.
command-team = Resellers and admins of this shop
