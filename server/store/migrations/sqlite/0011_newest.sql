-- The newest members are found by one walk of an index, whatever the planner believes about how many joined lately.
DROP INDEX member_joined;
CREATE INDEX member_newest ON member (state, joined_at, id);
