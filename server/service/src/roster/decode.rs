//! From the bytes of an upload to cells: encoding, delimiter, quoting.
use encoding_rs::{Encoding, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};
use types::form::Problem;

/// A file as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// `UTF-8`, `CP932` or `UTF-16`.
    pub encoding: &'static str,
    /// `,` or a tab.
    pub delimiter: char,
}

/// Reads what Excel and others save in Japan: UTF-8 with or without a mark, CP932, UTF-16 with a mark.
///
/// # Errors
/// [`Problem::Required`] for an empty file, [`Problem::UnreadableFile`] for one that is no text.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Problem> {
    let (encoding, mark) = encoding_of(bytes);
    let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
    if broken || text.contains('\0') {
        return Err(Problem::UnreadableFile);
    }
    if text.trim().is_empty() {
        return Err(Problem::Required);
    }
    let name = if encoding == SHIFT_JIS {
        "CP932"
    } else if encoding == UTF_8 {
        "UTF-8"
    } else {
        "UTF-16"
    };
    Ok(Decoded { delimiter: delimiter_of(&text), text: text.into_owned(), encoding: name })
}

/// The encoding, and the length of its mark. `SHIFT_JIS` of the WHATWG is CP932: it knows ① and 髙.
fn encoding_of(bytes: &[u8]) -> (&'static Encoding, usize) {
    match Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding == UTF_8 || encoding == UTF_16LE || encoding == UTF_16BE => {
            (encoding, mark)
        }
        _ if std::str::from_utf8(bytes).is_ok() => (UTF_8, 0),
        _ => (SHIFT_JIS, 0),
    }
}

/// Whatever of comma and tab the header has more of, outside quotes.
fn delimiter_of(text: &str) -> char {
    let (mut quoted, mut commas, mut tabs) = (false, 0, 0);
    for c in text.trim_start().chars() {
        match c {
            '"' => quoted = !quoted,
            '\n' | '\r' if !quoted => break,
            ',' if !quoted => commas += 1,
            '\t' if !quoted => tabs += 1,
            _ => {}
        }
    }
    if tabs > commas { '\t' } else { ',' }
}

/// The records of a text, rows without any text left out; each with its number in a spreadsheet, the header being 1.
#[must_use]
pub fn records(text: &str, delimiter: char) -> Vec<(usize, Vec<String>)> {
    let delimiter = u8::try_from(delimiter).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut out = Vec::new();
    // A text of valid UTF-8 read with `flexible` has no unreadable record.
    for (i, record) in reader.records().flatten().enumerate() {
        if record.iter().any(|cell| !cell.trim().is_empty()) {
            out.push((i + 1, record.iter().map(|cell| cell.trim().to_owned()).collect()));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cp932(text: &str) -> Vec<u8> {
        SHIFT_JIS.encode(text).0.into_owned()
    }

    #[test]
    fn encodings_are_told_apart() {
        let text = "社員番号,氏名\r\n1,髙橋 﨑①ｱ\r\n";
        let utf16: Vec<u8> =
            [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let marked = [&b"\xef\xbb\xbf"[..], text.as_bytes()].concat();
        for (bytes, encoding) in [
            (text.as_bytes().to_vec(), "UTF-8"),
            (marked, "UTF-8"),
            (cp932(text), "CP932"),
            (utf16, "UTF-16"),
        ] {
            let decoded = decode(&bytes).unwrap();
            assert_eq!((decoded.encoding, decoded.text.as_str()), (encoding, text));
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b"PK\x03\x04\x14\0\x06\0"), Err(Problem::UnreadableFile));
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\xff\xff"), Err(Problem::UnreadableFile));
        assert_eq!(decode(b""), Err(Problem::Required));
        assert_eq!(decode(b"\xef\xbb\xbf \r\n"), Err(Problem::Required));
    }

    #[test]
    fn comma_and_tab_are_told_apart() {
        assert_eq!(decode("氏名\t入社日\n山田, 太郎\t2020/4/1".as_bytes()).unwrap().delimiter, '\t');
        assert_eq!(decode(b"\"a\tb\tc\",d\n").unwrap().delimiter, ',');
        assert_eq!(decode("氏名\n山田".as_bytes()).unwrap().delimiter, ',');
    }

    #[test]
    fn quoted_cells_keep_commas_newlines_and_quotes() {
        let text = "氏名,所属\r\n\"山田, 太郎\",\"公共\n本部 \"\"東\"\"\"\r\n,,\r\n佐藤,営業\r\n";
        let records = records(text, ',');
        assert_eq!(records[1], (2, vec!["山田, 太郎".to_owned(), "公共\n本部 \"東\"".to_owned()]));
        assert_eq!(records[2].0, 4, "an empty row counts, as in a spreadsheet, but is left out");
        assert_eq!(records.len(), 3);
    }

    #[test]
    fn an_unclosed_quote_is_no_panic() {
        assert_eq!(records("a,b\n\"c,d\n", ',').len(), 2);
    }
}
