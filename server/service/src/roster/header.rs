//! What a header says about its columns.
use types::roster::RosterField;
use unicode_normalization::UnicodeNormalization;

/// Headers, folded by [`plain`], by what they announce.
const KNOWN: &[(RosterField, &[&str])] = &[
    (
        RosterField::EmployeeNumber,
        &[
            "社員番号",
            "社員no",
            "社員コード",
            "社員id",
            "従業員番号",
            "従業員コード",
            "職員番号",
            "社番",
            "employeenumber",
            "employeeno",
            "employeeid",
            "employeecode",
            "staffid",
            "staffnumber",
            "id",
        ],
    ),
    (
        RosterField::FullName,
        &[
            "氏名",
            "名前",
            "お名前",
            "姓名",
            "社員氏名",
            "社員名",
            "従業員名",
            "氏名漢字",
            "漢字氏名",
            "name",
            "fullname",
            "employeename",
        ],
    ),
    (
        RosterField::Family,
        &["姓", "苗字", "名字", "氏", "姓漢字", "漢字姓", "lastname", "familyname", "surname"],
    ),
    (RosterField::Given, &["名", "名漢字", "漢字名", "firstname", "givenname", "forename"]),
    (
        RosterField::FullKana,
        &[
            "フリガナ",
            "ふりがな",
            "カナ",
            "かな",
            "読み",
            "読みがな",
            "ヨミ",
            "氏名カナ",
            "カナ氏名",
            "氏名フリガナ",
            "氏名かな",
            "セイメイ",
            "せいめい",
            "kana",
            "reading",
            "namekana",
            "fullnamekana",
            "furigana",
        ],
    ),
    (
        RosterField::FamilyKana,
        &[
            "セイ",
            "せい",
            "姓カナ",
            "カナ姓",
            "姓フリガナ",
            "姓かな",
            "姓ふりがな",
            "姓読み",
            "lastnamekana",
            "familynamekana",
            "familykana",
        ],
    ),
    (
        RosterField::GivenKana,
        &[
            "メイ",
            "めい",
            "名カナ",
            "カナ名",
            "名フリガナ",
            "名かな",
            "名ふりがな",
            "名読み",
            "firstnamekana",
            "givennamekana",
            "givenkana",
        ],
    ),
    (
        RosterField::Mail,
        &[
            "メール",
            "メールアドレス",
            "eメール",
            "個人メール",
            "個人メールアドレス",
            "連絡先メール",
            "連絡先メールアドレス",
            "電子メール",
            "mail",
            "email",
            "emailaddress",
            "mailaddress",
            "privateemail",
            "personalemail",
        ],
    ),
    (
        RosterField::Department,
        &[
            "最終所属",
            "所属",
            "最終所属部署",
            "退職時所属",
            "退社時所属",
            "在籍時の所属",
            "所属部署",
            "部署",
            "部署名",
            "所属名",
            "部門",
            "department",
            "lastdepartment",
            "finaldepartment",
            "division",
            "team",
        ],
    ),
    (
        RosterField::JoinedOn,
        &[
            "入社日",
            "入社年月日",
            "入社年月",
            "入社",
            "採用日",
            "採用年月日",
            "雇用開始日",
            "joined",
            "joinedon",
            "joindate",
            "joiningdate",
            "hiredate",
            "hiredon",
            "startdate",
        ],
    ),
    (
        RosterField::LeftOn,
        &[
            "退社日",
            "退職日",
            "退社年月日",
            "退職年月日",
            "退社年月",
            "退職年月",
            "退社",
            "退職",
            "卒業日",
            "離職日",
            "雇用終了日",
            "left",
            "lefton",
            "leavedate",
            "leavingdate",
            "exitdate",
            "enddate",
            "terminationdate",
        ],
    ),
];

/// What each column of `header` seems to hold; nothing is suggested twice.
#[must_use]
pub fn suggest(header: &[String]) -> Vec<RosterField> {
    let mut taken = Vec::new();
    header
        .iter()
        .map(|text| {
            let field = field_of(text).filter(|field| !taken.contains(field)).unwrap_or_default();
            taken.push(field);
            field
        })
        .collect()
}

fn field_of(header: &str) -> Option<RosterField> {
    let header = plain(header);
    KNOWN.iter().find(|(_, names)| names.iter().any(|name| plain(name) == header)).map(|(field, _)| *field)
}

/// Letters and digits only, lower case, one width.
fn plain(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric() || *c == 'ー').collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use RosterField::{
        Department, EmployeeNumber, Family, FamilyKana, FullKana, FullName, Given, GivenKana, Ignore,
        JoinedOn, LeftOn, Mail,
    };

    fn suggested(header: &str) -> Vec<RosterField> {
        suggest(&header.split(',').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn japanese_headers_are_known() {
        let all = vec![EmployeeNumber, FullName, FullKana, Mail, Department, JoinedOn, LeftOn];
        assert_eq!(suggested("社員番号,氏名,フリガナ,メール,最終所属,入社日,退社日"), all);
        assert_eq!(suggested("社員No.,氏名(漢字),ﾌﾘｶﾞﾅ,E-mail,部署,入社年月日,退職年月日"), all);
        assert_eq!(suggested("姓,名,セイ,メイ"), vec![Family, Given, FamilyKana, GivenKana]);
        assert_eq!(suggested("姓(カナ),名(カナ)"), vec![FamilyKana, GivenKana]);
    }

    #[test]
    fn english_headers_are_known() {
        let all = vec![EmployeeNumber, Family, Given, Mail, Department, JoinedOn, LeftOn];
        assert_eq!(
            suggested("Employee ID,Last Name,First name,E-Mail Address,Department,Hire date,Leaving_Date"),
            all
        );
    }

    #[test]
    fn the_unknown_is_ignored_and_nothing_is_suggested_twice() {
        assert_eq!(suggested("備考,氏名,名前,"), vec![Ignore, FullName, Ignore, Ignore]);
    }
}
