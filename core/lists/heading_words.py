"""The fields a list can feed, and the words its headings and questions use for them, in Danish and English.

Words are folded (`db.keys.fold`) and without blanks and signs, as `core.lists.headings` compares them.
"""

from enum import StrEnum


class Field(StrEnum):
    """What a column can feed; the value is the name in a mapping, and mostly the attribute of `ListRecord`."""

    GIVEN = "given"
    FAMILY = "family"
    NAME = "name"
    EMAIL = "email"
    PRIVATE_EMAIL = "private_email"
    OTHER_EMAILS = "other_emails"
    PHONE = "phone"
    OTHER_PHONES = "other_phones"
    STREET = "street"
    POSTCODE = "postcode"
    TOWN = "town"
    BIRTH_YEAR = "birth_year"
    AGE = "age"
    PROTECTED = "protected"
    EUX = "eux"
    SCHOOL = "school"
    EDUCATION = "education"
    STAGE = "stage"
    CLASS_NAME = "class_name"
    COMPANY = "company"
    CVR = "cvr"
    START = "start"
    END = "end"
    JOINED = "joined"
    ROLE = "role"


ALIASES: dict[tuple[Field, ...], str] = {
    (Field.GIVEN,): "fornavn fornavne firstname kaldenavn given givenname forenames mellemnavn middlename",
    (Field.FAMILY,): "efternavn efternavne lastname family familyname surname",
    (Field.NAME,): """
        navn elevnavn elev deltager deltagernavn fuldenavn fuldtnavn kursist kursistnavn name fullname pupil
        member medlem
    """,
    (Field.EMAIL,): """
        email mail elevmail elevemail skolemail skoleemail emailskole mailskole mailadresse emailadresse epost
        emailaddress schoolemail emailschool email1 mail1 email1value
    """,
    (Field.PRIVATE_EMAIL,): """
        privatmail privatemail privatemailadresse privateemail emailprivat mailprivat privatepost emailprivate
    """,
    (Field.OTHER_EMAILS,): "email2 mail2 email2adresse andenmail otheremails otheremail email2address email2value",
    (Field.PHONE,): """
        mobil mobilnr mobilnummer mobiltelefon mobiltlf tlf tlfnr telefon telefonnr telefonnummer phone mobile
        mobilephone phonenumber cell phone1value mobiltelefonnummer tlfmobil telefonmobil
    """,
    (Field.OTHER_PHONES,): """
        tlf2 telefon2 mobil2 mobilnr2 mobilnummer2 telefonnummer2 tlfnr2 fastnet fastnettelefon telefonarbejde
        telefonprivat tlfarbejde tlfprivat otherphones otherphone businessphone homephone
        phone2value
    """,
    (Field.PHONE, Field.EMAIL): """
        tlfemail tlfmail telefonemail telefonmail mailtlf emailtlf kontaktoplysninger kontaktinfo tlfemailunilogin
        tlfmailunilogin telefonemailunilogin
    """,
    (Field.STREET,): """
        gade vej adresse sted vejnavn vejognr vejnr vejoghusnr vejoghusnummer gadeprivat homestreet street address
        streetaddress address1street
    """,
    (Field.POSTCODE,): """
        postnr postnummer postnummerprivat homepostalcode postcode zip zipcode postalcode address1postalcode
    """,
    (Field.POSTCODE, Field.TOWN): "postnrogby postnrby postnummerogby postnummerby postcodeandtown postcodetown",
    (Field.TOWN,): "by postdistrikt bynavn byprivat homecity town city address1city",
    (Field.BIRTH_YEAR,): """
        fodselsdato fodselsar fodt fodselsdag fodedato birthyear yearofbirth birthday born birthdate dateofbirth
    """,
    (Field.AGE,): "alder age",
    (Field.PROTECTED,): """
        navnebeskyttet adressebeskyttet beskyttet navneogadressebeskyttet beskyttetnavn beskyttetadresse
        protected navneogadressebeskyttelse
    """,
    (Field.EUX,): "eux",
    (Field.SCHOOL,): """
        skole institution lokation uddannelsessted skolenavn skolensnavn lokationelevafd skoleafdeling school schoolname
    """,
    (Field.EDUCATION,): """
        uddannelse udd uddbetegnelse uddannelsesretning uddretning studieretning fag cosa cosabetegn retning
        uddannelsesnavn branche education programme program trade
    """,
    (Field.STAGE,): "forlob skoleforlob periodetype gfhf trin klassetrin stage",
    (Field.CLASS_NAME,): "hold holdnavn stamhold klasse stamklasse holdkode class classname team",
    (Field.COMPANY,): """
        laereplads laerested laerestedsnavn laerepladsnavn oplaeringsvirksomhed oplaeringssted oplaeringsplads
        virksomhed virksomhedsnavn praktiksted praktikplads praktikvirksomhed firma firmanavn arbejdsgiver
        mester virksomhedensnavn firmaetsnavn company employer companyname organization1name organizationname trainingcompany
    """,
    (Field.CVR,): "cvr cvrnr cvrnummer virksomhedcvr virksomhedscvr virksomhedenscvr virksomhedenscvrnr oplaeringsvirksomhedcvr",
    (Field.START,): "studiestart startdato start startet holdstart uddannelsesstart aftalestart startdate from fra",
    (Field.END,): """
        forventetslut forventetslutdato slutdato slut afgangsdato svendeprove aftaleslut forventetafslutning end
        enddate to until til
    """,
    (Field.JOINED,): """
        indmeldt indmeldelse indmeldtdato indmeldelsesdato medlemsiden tilmeldt joined joineddate
        fuldforelsestidspunkt completiontime tidsstempel timestamp
    """,
    (Field.ROLE,): "rolle role stilling jobtitle titelfunktion funktion organizationtitle",
}
# What is never kept: whole headings, and how such headings begin.
CPR = """
    cpr cprnr cprnummer personnummer cprtjek personnr persnr fodselsnr fodselsnummer socialsecuritynumber nationalid
"""
CPR_STARTS = "cpr personnummer"
SENSITIVE = """
    kon gender sex land landkon statsborgerskab nationalitet nationality citizenship country fodeland spsnote
    sps fravaer karakter karakterer grades grade absence unilogin elevtype afgangsarsag frafaldsarsag ordblind
    handicap disability religion tro seksualitet sexuality pronomen etnicitet ethnicity sprogkundskab modersmal
    helbred health sygdom diagnose medicin
"""
SENSITIVE_STARTS = "unilogin sps fravaer karakter spsnote"
# One such word among others says enough of a heading: nothing of it may be kept.
CPR_WORDS = "cpr cprnr cprnummer cprno personnummer personnr"
SENSITIVE_WORDS = """
    kon gender sex statsborgerskab nationalitet nationality fodeland fravaer fravaersprocent karakter karakterer grades
    ordblind ordblindhed handicap
    konsidentitet etnisk seksuel seksuelle sygdom sygdomme su
    religion seksualitet sexuality etnicitet ethnicity modersmal diagnose diagnoser medicin
"""
# Whose phone or mail it is, if not the pupil's.
OTHERS = """
    mor mors far fars foraeldre foraeldres foraelder foraelders vaerge vaerges vaergemal parorende parorendes nodkontakt
    ice mother father parent parents guardian guardians nextofkin emergency
"""
# Who also has a phone and a mail: with such a word beside one of these it is theirs.
OTHER_PARTIES = """
    kontaktperson kontaktpersons kontaktpersonens kontaktlaerer kontaktlaerers laerer laerers laererens vejleder vejleders
    mester mesters virksomhed virksomheds virksomhedens firma firmaets laerested laerestedets laereplads laerepladsens
    oplaeringsansvarlig oplaeringsansvarliges oplaeringsvirksomhed arbejdsgiver arbejdsgivers chef company employer teacher
    supervisor
"""
REACHED_BY = """
    mail email mailadresse emailadresse mobil mobilnr mobilnummer tlf tlfnr telefon telefonnr telefonnummer phone mobile
    adresse address
"""
# Words that say whose something is and nothing of what it is.
FILLERS = "din dit dine elev elevens elevs deltagers deltagerens kursistens your my pupils students fulde"
FOOD = "allergi allergier allergy allergies kost kosthensyn diaet mad madhensyn food dietary hensyn saerligehensyn"
# What laug has no field for.
NOTE = "bemaerkning bemaerkninger note noter notater notes kommentar kommentarer comment comments remarks andet besked"
CONSENT = "samtykke consent billedsamtykke fotosamtykke foto billeder samtykkefoto gdpr"
NOT_KEPT = {
    "teacher": "kontaktlaerer laerer klasselaerer teacher kontaktlarer mentor vejleder",
    "contact": """
        kontaktperson oplaeringsansvarlig praktikvejleder praktikansvarlig kontaktpersonvirksomhed contact
        contactperson supervisor
    """,
    "pupil_number": "elevnr elevnummer elevid studienr studienummer kursistnr medlemsnr medlemsnummer studentid",
    "department": "afdeling elevafd afdelingsnr dsafdeling department",
    "speciality": "speciale spor speciality",
    "networks": "netvaerk networks",
    "cvr": "pnr pnummer",
}
ROW_NUMBER = "nr no lobenr lobenummer number raekke row"
SYSTEM = """
    schemaversion id starttidspunkt tidspunktforsenestenaendring tidspunktforsenesteaendring starttime lastmodifiedtime sprog
    language ipadresse
"""
# The other columns of Google's contact export.
GOOGLE = """
    labels photo fileas nickname nameprefix namesuffix phoneticfirstname phoneticmiddlename phoneticlastname
    email1label email2label email3label phone1label phone2label phone3label address1label address1formatted
    address1pobox address1region address1country address1extendedaddress organization1label organizationdepartment
    website1label website1value event1label event1value relation1label relation1value customfield1label
    customfield1value
"""
# The other columns of Outlook's contact export (Danish and English), empty as good as always.
OUTLOOK = """
    titel suffiks gadearbejde gade2firma gade3firma byarbejde omradearbejde postnummerarbejde landomradearbejde
    gade2privat gade3privat omradeprivat landomradeprivat andengade andengade2 andengade3 andenby andetomrade
    andetpostnummer andetlandomrade assistententstelefon assistentenstelefon faxarbejde telefon2arbejde
    tilbagekald biltelefon primaertelefonfirma faxprivat telefon2privat isdn andenfax andentelefon personsoger
    primaertelefon radiotelefon ttytddtelefon telex konto maerkedag assistentensnavn takstoplysninger
    adressepostboksarbejde kategorier born emailtype emailvistnavn email2type email2vistnavn email3adresse
    email3type email3vistnavn senr hobby adressepostboksprivat initialer ledigoptagetviainternettet
    kontoradresse navnpaoverordnet kortekilometer andenadressepostboks prioritet privat profession folsomhed
    aegtefaelle bruger1 bruger2 bruger3 bruger4 webside title suffix businessstreet businesscity businessstate
    businesspostalcode businesscountryregion homestate homecountryregion businessfax homefax categories initials
    hobby spouse webpage account anniversary keywords mileage priority private sensitivity user1 user2 user3
    user4
"""
# Words of whole questions, first match wins: what must not be kept comes first.
QUESTIONS: tuple[tuple[str, Field | str], ...] = (
    ("cpr personnummer", "cpr"),
    ("allergi allergier mad kost diaet hensyn handicap helbred sygdom religion allergy food diet", "food"),
    ("samtykke billeder foto consent photo", "consent"),
    ("kon gender land country", "sensitive"),
    ("mobil mobilnummer telefon telefonnummer tlf phone mobile", Field.PHONE),
    ("mail email emailadresse mailadresse", Field.EMAIL),
    ("kontaktperson kontaktlaerer laerer klasselaerer vejleder oplaeringsansvarlig teacher supervisor", "contact"),
    (
        "laereplads laerepladsen laerested laerestedet oplaeringssted oplaeringsvirksomhed praktikplads praktiksted"
        " virksomhed virksomheden virksomhedens arbejdsplads mester firma arbejdsgiver company employer", Field.COMPANY,
    ),
    ("sige kommentar kommentarer bemaerkning bemaerkninger besked tilfoje comments anything", "note"),
    ("postnummer postnr postcode", Field.POSTCODE),
    ("startdato", Field.START),
    ("slutdato", Field.END),
    ("fodt fodselsar fodselsdato fodselsdag born birth birthday", Field.BIRTH_YEAR),
    ("gammel alder old", Field.AGE),
    ("hold klasse class", Field.CLASS_NAME),
    ("uddannelse fag education programme", Field.EDUCATION),
    ("skole school", Field.SCHOOL),
    ("fornavn", Field.GIVEN),
    ("efternavn", Field.FAMILY),
    ("navn hedder name", Field.NAME),
)
