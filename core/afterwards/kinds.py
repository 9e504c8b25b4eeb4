"""What is counted about a meeting and never named; the stored values of `meeting_total`."""

from core.rules.kinds import Named


class TotalKind(Named):
    """What a total counts. Catering and access are gone fourteen days after the meeting (`core.door.expiry`)."""

    CATERING = "catering", "forplejning", "catering"
    ACCESS = "access", "hensyn og adgang", "access"
    VOUCHER = "voucher", "klip", "vouchers"
    GOOD = "evaluation_good", "evaluering: godt at være med", "evaluation: good to be here"
    USEFUL = "evaluation_useful", "evaluering: noget at bruge", "evaluation: something to use"
    AGAIN = "evaluation_again", "evaluering: kommer igen", "evaluation: will come again"


DISAPPEARING = (TotalKind.CATERING, TotalKind.ACCESS)
EVALUATION = (TotalKind.GOOD, TotalKind.USEFUL, TotalKind.AGAIN)


class Counted(Named):
    """What laug itself counts under a kind: vouchers, and answers to a question. Catering and access have people's words."""

    ISSUED = "issued", "udleveret", "issued"
    USED = "used", "brugt", "used"
    YES = "yes", "ja", "yes"
    PARTLY = "partly", "delvist", "partly"
    NO = "no", "nej", "no"


OPINIONS = (Counted.YES, Counted.PARTLY, Counted.NO)
