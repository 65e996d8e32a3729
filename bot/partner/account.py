"""The operator's account at the partner: its balance, the movements of it, and the partner's statistics."""

from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import BeforeValidator

from bot.partner.answers import Answer, ParseContext
from bot.partner.fields import Address, Count, Lenient, Memo, Money, TonNames, Utc, WireNames, Word, find, unwrap
from bot.partner.statuses import normalize_word


class Balance(Answer):
    bare = "balance_ton"
    balance_ton: Annotated[
        Money,
        TonNames("balance_ton balance amount_ton available_ton available amount ton balance_nano balances wallet"),
    ]
    topup_address: Annotated[
        Lenient[Address], WireNames("topup_address address deposit_address top_up_address topup.address")
    ] = None
    topup_memo: Annotated[Lenient[Memo], WireNames("topup_memo memo top_up_memo topup.memo")] = None


_DEBITS = {"debit", "charge", "withdrawal", "withdraw", "purchase", "fee", "spend", "expense", "out", "outgoing"}


class Transaction(Answer):
    """A movement of the partner's balance; `amount_ton` is signed, `type` the partner's own word ("": not told)."""

    id: Annotated[Word, BeforeValidator(unwrap), WireNames("id transaction_id tx_id tx_hash")] = ""
    type: Annotated[Word, WireNames("type kind operation direction")] = ""
    amount_ton: Annotated[Money, TonNames("amount_ton amount amount_nano amount_nanoton value sum")]
    created_at: Annotated[Lenient[Utc], WireNames("created_at createdAt timestamp date time")] = None
    order_id: Lenient[Word] = None
    tx_hash: Lenient[Word] = None

    @classmethod
    def read(cls, data: Any, context: ParseContext | None = None) -> Self:
        row = super().read(data, context)
        words = {normalize_word(str(find(data, WireNames(name)))) for name in ("type", "direction")}
        return row.model_copy(update={"amount_ton": -abs(row.amount_ton)}) if words & _DEBITS else row


class Stats(Answer):
    total_orders: Lenient[Count] = None
    by_status: Lenient[dict[Word, Count]] = None
    stars_total: Lenient[Count] = None
    premium_months_total: Lenient[Count] = None
    volume_ton: Annotated[Lenient[Money], TonNames("volume_ton")] = None

    @property
    def other_numbers(self) -> dict[str, int | Decimal]:
        """All other numbers that the partner sends, by its own names."""
        extra = self.model_extra or {}
        return {
            name[:64]: value for name, value in extra.items() if type(value) in (int, Decimal) and abs(value) < 10**15
        }
