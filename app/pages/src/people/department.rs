//! Names of departments, with what became of them.
use service::department::Choice;
use types::lang::{Bilingual, Voice};
use types::words::department as w;

/// Several names as one text.
pub(crate) fn joined(v: Voice, names: &[Bilingual]) -> String {
    let names: Vec<&str> = names.iter().map(|name| name.get(v.lang)).collect();
    names.join(v.pick("・", ", "))
}

/// `公共システム本部（現 公共デジタル本部）`
pub(super) fn whole(v: Voice, name: &Bilingual, now: &[Bilingual]) -> String {
    let name = name.get(v.lang);
    if now.is_empty() { name.to_owned() } else { w::whole(v, name, joined(v, now)) }
}

/// As it stands in a filter: `研究開発室（2020年まで）`.
pub(super) fn choice(v: Voice, it: &Choice) -> String {
    let name = it.name.get(v.lang);
    it.to.map_or_else(|| name.to_owned(), |year| w::until(v, name, year))
}
