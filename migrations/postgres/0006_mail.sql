-- How people want to be mailed, and what is to be mailed to them.

create table mail_preference (
    organization text not null,
    -- No foreign key, as with the owners of scenarios.
    person text not null,
    timing text not null,
    -- Of their own day, 0 to 23; kept where they want no digest, for when they want one again.
    hour bigint not null,
    -- 1 where deadlines are called to mind.
    reminders bigint not null,
    -- By its name in the database of IANA.
    zone text not null,
    region text not null,
    -- The last time the hour of the digest struck and was answered: of two servers, one answers.
    digested bigint not null,
    primary key (organization, person)
);

-- What somebody is told stands here before it is sent, and ever after: that is why it is told once.
create table mail_outbox (
    organization text not null,
    board text not null,
    person text not null,
    what text not null,
    -- Rows of one mail go together.
    mail text not null,
    written_at bigint not null,
    -- When it is tried next; null once it is over.
    next_at bigint,
    -- What a server that claims the mail compares, so that of two one sends it.
    attempts bigint not null,
    -- Null also where it was over before it was sent.
    sent_at bigint,
    -- Why the last attempt failed.
    error text,
    -- Two servers that write the same thing down cannot both win.
    primary key (organization, board, person, what),
    foreign key (organization, board) references board (organization, board)
);

create index mail_outbox_next_at on mail_outbox (next_at);
create index mail_outbox_mail on mail_outbox (organization, mail);
create index mail_outbox_person on mail_outbox (organization, person, written_at);
