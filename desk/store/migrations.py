"""How the tables came to be. Append only: a migration that has shipped is never edited."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

heedline = Migrations("heedline")


@heedline()
def m001_mentions(db: Database) -> None:
    """What was read: mentions about a watched name whole, the rest as a fingerprint."""
    db.conn.execute("""
        CREATE TABLE mention (
            id INTEGER PRIMARY KEY,
            source TEXT NOT NULL,
            native_id TEXT NOT NULL,
            url TEXT,
            link TEXT,                  -- the url without scheme and tracking tail, to find a pasted one by
            author TEXT,
            reach INTEGER,
            text TEXT NOT NULL,
            written_at TEXT,
            seen_at TEXT NOT NULL,
            outcome TEXT NOT NULL,
            route TEXT,
            subjects TEXT NOT NULL,     -- JSON list of names
            language TEXT NOT NULL,
            tone REAL NOT NULL,
            complaint REAL NOT NULL,
            negativity REAL NOT NULL,
            urgency INTEGER NOT NULL,
            severity INTEGER NOT NULL,
            categories TEXT NOT NULL,   -- JSON list
            reasons TEXT NOT NULL,      -- JSON list of [rule, sentence, weight, [evidence]]
            case_id INTEGER,
            same_text INTEGER,          -- fingerprint of the words, for reposts; cases only
            UNIQUE (source, native_id)
        )""")
    db.conn.execute("CREATE INDEX mention_seen_at ON mention (seen_at)")
    db.conn.execute("CREATE INDEX mention_link ON mention (link)")
    db.conn.execute("CREATE INDEX mention_case ON mention (case_id) WHERE case_id IS NOT NULL")
    db.conn.execute("CREATE INDEX mention_text ON mention (same_text) WHERE same_text IS NOT NULL")
    db.conn.execute(
        "CREATE VIRTUAL TABLE mention_fts USING fts5(text, content='mention', content_rowid='id')"
    )
    # key: fingerprint of the link (or id) of a post about nobody we watch; its text is not kept
    db.conn.execute("CREATE TABLE passed_over (key INTEGER PRIMARY KEY, reading INTEGER NOT NULL)")
    db.conn.execute(
        "CREATE TABLE reading (id INTEGER PRIMARY KEY, source TEXT NOT NULL, seen_at TEXT NOT NULL)"
    )
    db.conn.execute("""
        CREATE TABLE quarantine (
            id INTEGER PRIMARY KEY, source TEXT NOT NULL, seen_at TEXT NOT NULL, error TEXT NOT NULL, raw BLOB NOT NULL
        )""")


@heedline()
def m002_cases(db: Database) -> None:
    """Complaints somebody must answer, and everything done to them."""
    db.conn.execute("""
        CREATE TABLE cases (
            id INTEGER PRIMARY KEY,
            public_id TEXT NOT NULL UNIQUE,
            mention_id INTEGER NOT NULL REFERENCES mention (id),
            subject TEXT NOT NULL,
            urgency INTEGER NOT NULL,
            route TEXT NOT NULL,
            state TEXT NOT NULL,
            owner_id TEXT,
            owner_name TEXT,
            opened_at TEXT NOT NULL,
            claimed_at TEXT,
            resolved_at TEXT,
            resolved_by TEXT,
            disposition TEXT,
            snoozed_until TEXT,
            due_at TEXT,
            overdue INTEGER NOT NULL DEFAULT 0,
            joined INTEGER NOT NULL DEFAULT 0    -- reposts counted on this card
        )""")
    db.conn.execute("CREATE INDEX cases_open ON cases (urgency DESC, opened_at) WHERE state <> 'resolved'")
    db.conn.execute("CREATE INDEX cases_opened_at ON cases (opened_at)")
    db.conn.execute("""
        CREATE TABLE case_event (
            id INTEGER PRIMARY KEY,
            case_id INTEGER NOT NULL REFERENCES cases (id),
            at TEXT NOT NULL,
            actor_id TEXT NOT NULL,
            actor_name TEXT NOT NULL,
            act TEXT NOT NULL,
            detail TEXT
        )""")
    db.conn.execute("CREATE INDEX case_event_case ON case_event (case_id)")


@heedline()
def m003_outbox(db: Database) -> None:
    """What Slack should show. A row is a message for life: `wanted` runs ahead of `done` while it is stale."""
    db.conn.execute("""
        CREATE TABLE outbox (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,          -- card | note | notice | digest
            ref TEXT NOT NULL,           -- the case's public id, the event's id, the notice's id, the local day
            channel TEXT NOT NULL,
            urgency INTEGER NOT NULL DEFAULT 0,
            wanted INTEGER NOT NULL DEFAULT 1,
            done INTEGER NOT NULL DEFAULT 0,
            due_at TEXT NOT NULL,
            lease_until TEXT,
            attempts INTEGER NOT NULL DEFAULT 0,
            posting_since TEXT,          -- a post may have reached Slack since then: look before posting again
            posted_channel TEXT,
            posted_ts TEXT,
            created_at TEXT NOT NULL,
            sent_at TEXT,
            last_error TEXT,
            plain INTEGER NOT NULL DEFAULT 0,  -- Slack refused the blocks: send the plain form
            dead INTEGER NOT NULL DEFAULT 0,
            UNIQUE (kind, ref)
        )""")
    db.conn.execute("CREATE INDEX outbox_due ON outbox (due_at) WHERE wanted > done AND dead = 0")
    db.conn.execute("CREATE INDEX outbox_dead ON outbox (id) WHERE dead = 1")
    db.conn.execute("""
        CREATE TABLE notice (
            id INTEGER PRIMARY KEY, topic TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL, open INTEGER NOT NULL
        )""")
    db.conn.execute("CREATE UNIQUE INDEX notice_open ON notice (topic) WHERE open = 1")
    db.conn.execute("CREATE TABLE channel (name TEXT PRIMARY KEY, id TEXT NOT NULL)")


@heedline()
def m004_sources(db: Database) -> None:
    """Where each source was read to and how it fares."""
    db.conn.execute("""
        CREATE TABLE source (
            name TEXT PRIMARY KEY,
            since TEXT NOT NULL,         -- when it was first tried
            cursor TEXT NOT NULL DEFAULT '{}',
            last_try TEXT,
            last_success TEXT,
            last_error TEXT,
            last_error_at TEXT,
            failures INTEGER NOT NULL DEFAULT 0,
            parked INTEGER NOT NULL DEFAULT 0,
            next_fetch TEXT,
            newest_post TEXT,
            lag REAL,                    -- seconds from writing to reading, newest post of the last batch
            posts INTEGER NOT NULL DEFAULT 0
        )""")
    db.conn.execute("""
        CREATE TABLE gap (
            id INTEGER PRIMARY KEY, source TEXT NOT NULL, begin TEXT NOT NULL, end TEXT, reason TEXT NOT NULL
        )""")
    db.conn.execute("CREATE UNIQUE INDEX gap_open ON gap (source) WHERE end IS NULL")
    db.conn.execute(
        "CREATE TABLE digest (day TEXT PRIMARY KEY, begin TEXT NOT NULL, end TEXT NOT NULL, skipped TEXT)"
    )


@heedline()
def m005_quarantine_once(db: Database) -> None:
    """A record that comes with every fetch is kept once."""
    db.conn.execute("ALTER TABLE quarantine ADD COLUMN key INTEGER")  # fingerprint of the whole record
    db.conn.execute("CREATE UNIQUE INDEX quarantine_key ON quarantine (source, key)")


@heedline()
def m006_labels(db: Database) -> None:
    """What people said of a verdict: the ground that tuning stands on."""
    db.conn.execute("""
        CREATE TABLE label (
            mention_id INTEGER NOT NULL REFERENCES mention (id),
            kind TEXT NOT NULL,          -- complaint | urgency | subject
            value TEXT NOT NULL,         -- complaint: 0 or 1; urgency: 0 to 3; subject: a name, "" for nobody we watch
            given TEXT NOT NULL,         -- said (in so many words) | closed (as no complaint) | resolved (otherwise)
            at TEXT NOT NULL,
            actor_id TEXT NOT NULL,
            actor_name TEXT NOT NULL,
            source TEXT NOT NULL,        -- these three: the verdict then
            complaint REAL NOT NULL,     -- without the source's bias
            urgency INTEGER NOT NULL,
            PRIMARY KEY (mention_id, kind)
        )""")
    db.conn.execute(
        "ALTER TABLE mention ADD COLUMN bias REAL NOT NULL DEFAULT 0"
    )  # log-odds within `complaint`


@heedline()
def m007_looks(db: Database) -> None:
    """How many cards a day went to mentions that a person must judge."""
    db.conn.execute("CREATE TABLE look (day TEXT PRIMARY KEY, used INTEGER NOT NULL)")


@heedline()
def m008_audit(db: Database) -> None:
    """Who did and saw what, for good: the database itself refuses to change, drop or reorder an entry."""
    db.conn.execute("""
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY,      -- 1, 2, 3, ... without a gap
            at TEXT NOT NULL,
            actor_id TEXT NOT NULL,
            actor_name TEXT NOT NULL,
            act TEXT NOT NULL,
            case_id TEXT,                -- the case's public id
            detail TEXT,                 -- ids and our own words; never a post's
            previous TEXT NOT NULL,      -- the hash of the entry before
            hash TEXT NOT NULL
        )""")
    db.conn.execute("CREATE INDEX audit_case ON audit (case_id) WHERE case_id IS NOT NULL")
    for act in ("UPDATE", "DELETE"):
        db.conn.execute(f"""
            CREATE TRIGGER audit_no_{act.lower()} BEFORE {act} ON audit
            BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END""")
    # INSERT OR REPLACE drops a row without asking the trigger on DELETE: what does not go at the end is refused
    db.conn.execute("""
        CREATE TRIGGER audit_only_at_the_end BEFORE INSERT ON audit
        WHEN NEW.id IS NOT (SELECT coalesce(max(id), 0) + 1 FROM audit)
        BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END""")


@heedline()
def m009_mutes(db: Database) -> None:
    """What somebody wants no cards of for a time; and an index for lists of resolved cases."""
    db.conn.execute("""
        CREATE TABLE mute (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,          -- subject | source | author | term
            value TEXT NOT NULL,         -- as it was typed or as the config has it
            at TEXT NOT NULL,
            until TEXT NOT NULL,
            zone TEXT NOT NULL,          -- in which `until` is told
            actor_id TEXT NOT NULL,
            actor_name TEXT NOT NULL,
            ended_at TEXT,               -- earlier than `until`: somebody ended it
            ended_by TEXT
        )""")
    db.conn.execute("CREATE INDEX mute_until ON mute (until)")
    db.conn.execute("CREATE INDEX cases_resolved ON cases (resolved_at) WHERE state = 'resolved'")
    db.conn.execute("CREATE INDEX mention_muted ON mention (seen_at) WHERE outcome = 'muted'")


@heedline()
def m011_replies(db: Database) -> None:
    """Answers in the making, who approved them and who is writing one; cases that were escalated or merged."""
    for column in ("escalated_at TEXT", "escalated_by TEXT", "merged_into TEXT"):
        db.conn.execute(f"ALTER TABLE cases ADD COLUMN {column}")
    db.conn.execute("CREATE INDEX cases_merged ON cases (merged_into) WHERE merged_into IS NOT NULL")
    db.conn.execute("""
        CREATE TABLE reply (
            id INTEGER PRIMARY KEY,
            case_id INTEGER NOT NULL REFERENCES cases (id),
            text TEXT NOT NULL,
            state TEXT NOT NULL,          -- waiting | approved | sent_back | withdrawn | sent | replaced
            by_id TEXT NOT NULL,
            by_name TEXT NOT NULL,
            at TEXT NOT NULL,
            needed INTEGER NOT NULL,      -- approvals
            suggestion TEXT,              -- the suggested response it is, word for word
            reason TEXT,                  -- why what the check warned of may stand
            comment TEXT,                 -- of whoever sent it back
            sent_at TEXT,
            sent_by TEXT,
            link TEXT,                    -- where it stands
            nudge_at TEXT,                -- when whoever approves is reminded
            nudges INTEGER NOT NULL DEFAULT 0
        )""")
    db.conn.execute("CREATE INDEX reply_case ON reply (case_id, id)")
    db.conn.execute("CREATE INDEX reply_nudge ON reply (nudge_at) WHERE nudge_at IS NOT NULL")
    db.conn.execute("""
        CREATE TABLE approval (
            reply_id INTEGER NOT NULL REFERENCES reply (id),
            actor_id TEXT NOT NULL,
            actor_name TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (reply_id, actor_id)
        )""")
    db.conn.execute("""
        CREATE TABLE writing (
            case_id INTEGER NOT NULL REFERENCES cases (id),
            actor_id TEXT NOT NULL,
            actor_name TEXT NOT NULL,
            since TEXT NOT NULL,
            PRIMARY KEY (case_id, actor_id)
        )""")


@heedline()
def m013_sending(db: Database) -> None:
    """Replies to be posted through a platform's API, and whether a mention allows that."""
    db.conn.execute("ALTER TABLE mention ADD COLUMN addressed INTEGER")  # 1, 0, or NULL where nobody can tell
    db.conn.execute("""
        CREATE TABLE sending (
            id INTEGER PRIMARY KEY,
            reply_id INTEGER NOT NULL UNIQUE REFERENCES reply (id),  -- its words are posted
            case_id INTEGER NOT NULL REFERENCES cases (id),
            mention_id INTEGER NOT NULL REFERENCES mention (id),
            state TEXT NOT NULL,         -- wanted | claimed | posted | refused | unclear
            wanted_at TEXT NOT NULL,
            wanted_by_id TEXT NOT NULL,
            wanted_by_name TEXT NOT NULL,
            claimed_at TEXT,             -- from then on it may stand in public
            done_at TEXT,
            try_at TEXT NOT NULL,
            tries INTEGER NOT NULL DEFAULT 0,
            url TEXT,                    -- of the reply
            said TEXT                    -- the last answer that was no success
        )""")
    db.conn.execute("CREATE INDEX sending_state ON sending (state, try_at)")


@heedline()
def m014_figures(db: Database) -> None:
    """What was asked by reading whole tables is asked of an index; a reading knows how many posts it passed over."""
    db.conn.execute("CREATE INDEX cases_claimed_at ON cases (claimed_at) WHERE claimed_at IS NOT NULL")
    db.conn.execute("CREATE INDEX cases_resolved_at ON cases (resolved_at) WHERE resolved_at IS NOT NULL")
    db.conn.execute("CREATE INDEX cases_snoozed ON cases (snoozed_until) WHERE state = 'snoozed'")
    db.conn.execute("CREATE INDEX outbox_error ON outbox (id) WHERE wanted > done AND last_error IS NOT NULL")
    db.conn.execute("CREATE INDEX outbox_place ON outbox (posted_ts) WHERE posted_ts IS NOT NULL")
    db.conn.execute("ALTER TABLE reading ADD COLUMN posts INTEGER NOT NULL DEFAULT 0")
    db.conn.execute("CREATE INDEX reading_seen_at ON reading (seen_at)")
    db.conn.execute("""
        UPDATE reading SET posts = counted.posts
        FROM (SELECT reading AS id, count(*) AS posts FROM passed_over GROUP BY reading) AS counted
        WHERE reading.id = counted.id""")
