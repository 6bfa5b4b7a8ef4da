-- What brings people together: the fiscal year of joining the company, and whom a member does not want suggested.
ALTER TABLE profile ADD COLUMN entry_year BIGINT;

CREATE TABLE suggestion_hidden (
    member_id UUID NOT NULL REFERENCES member (id),
    other_id UUID NOT NULL REFERENCES member (id),
    at BIGINT NOT NULL,
    -- None: for good.
    until BIGINT,
    PRIMARY KEY (member_id, other_id)
);
CREATE INDEX suggestion_hidden_newest ON suggestion_hidden (member_id, at, other_id);
CREATE INDEX suggestion_hidden_other ON suggestion_hidden (other_id, member_id);
