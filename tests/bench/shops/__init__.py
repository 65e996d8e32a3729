"""The same purchase three times: by this bot, and as one would write it with aiogram alone, or with aiogram-dialog.

All of them make the same calls to the partner through the same client, answer the button and change one message an
update, and show the same picture at the end. The others have fixed texts, one language, and no journal: if they are
killed between a confirmation and its answer, nobody knows of the order.
"""
