//! Keyset pages: one row more is asked for than is shown, which tells whether another page follows.

/// How many rows to ask for, to show `size` of them.
pub(crate) fn asked(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX).saturating_add(1)
}

/// The rows to show, and the key of the last one when more follow.
pub(crate) fn cut<R, K>(mut rows: Vec<R>, size: usize, key: impl FnOnce(&R) -> K) -> (Vec<R>, Option<K>) {
    let more = rows.len() > size;
    rows.truncate(size);
    let next = rows.last().filter(|_| more).map(key);
    (rows, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_row_too_many_only_tells_that_there_is_one() {
        assert_eq!(cut(vec![1, 2, 3], 2, |n| *n), (vec![1, 2], Some(2)));
        assert_eq!(cut(vec![1, 2], 2, |n| *n), (vec![1, 2], None));
        assert_eq!(cut(Vec::<i32>::new(), 2, |n| *n), (vec![], None));
        assert_eq!(asked(2), 3);
    }
}
