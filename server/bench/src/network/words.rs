//! The words people and texts are made of.

/// Departments in both languages.
pub const DEPARTMENTS: [(&str, &str); 14] = [
    ("営業本部", "Sales Division"),
    ("法人営業部", "Corporate Sales Department"),
    ("公共システム本部", "Public Systems Division"),
    ("医療システム部", "Healthcare Systems Department"),
    ("流通システム事業部", "Retail Systems Division"),
    ("システム運用センター", "Systems Operations Centre"),
    ("クラウド基盤部", "Cloud Platform Department"),
    ("品質保証部", "Quality Assurance Department"),
    ("研究開発室", "Research and Development Office"),
    ("人事部", "Human Resources Department"),
    ("経理部", "Accounting Department"),
    ("九州支社", "Kyushu Office"),
    ("UXデザイン室", "UX Design Studio"),
    ("新規事業推進室", "New Business Office"),
];

/// Parts played in a department.
pub const TITLES: [&str; 8] =
    ["担当", "主任", "係長", "課長", "部長", "エンジニア", "プロジェクトマネージャー", "デザイナー"];

/// Where people work now.
pub const COMPANIES: [&str; 10] = [
    "株式会社みなとデータ",
    "合同会社つむぎ",
    "あおば市役所",
    "北浜医療情報センター",
    "株式会社はるか物流",
    "東西監査法人",
    "フリーランス",
    "風見鶏デザイン",
    "株式会社ひだまり食堂",
    "中央工業大学",
];

/// What people can do.
pub const SKILLS: [&str; 12] = [
    "要件定義",
    "法人営業",
    "Java",
    "Rust",
    "データ分析",
    "採用",
    "会計",
    "英語",
    "品質管理",
    "資金調達",
    "プロダクト設計",
    "コーチング",
];

/// Sentences of posts, comments and profiles.
pub const SENTENCES: [&str; 24] = [
    "今週から新しい現場に入りました。",
    "前の会社で一緒だった営業の先輩に、駅でばったり会いました。",
    "地方の小さな病院の電子カルテを入れ替えています。",
    "起業して三年、ようやく一人目の社員を迎えます。",
    "若い人の転職相談に乗っています。お気軽にどうぞ。",
    "来月、東京で勉強会を開きます。五名ほど席があります。",
    "あのころ徹夜で直した帳票が、まだ動いているそうです。",
    "子どもが小学校に上がり、働き方を見直しました。",
    "共同研究の相手を探しています。製造業の方、お話しさせてください。",
    "退職してから、会社の良さがわかることもありますね。",
    "クラウドへの移行で困っている方がいたら、声をかけてください。",
    "福岡に引っ越しました。九州の皆さん、飲みに行きましょう。",
    "品質保証部の同期会、今年は十二人集まりました。",
    "農業を始めて二年目、データで育てるトマトが実りました。",
    "Rust で書き直したバッチが、四時間から六分になりました。",
    "公共の調達について、現場の声を集めています。",
    "新人のころに教わった「まず現物を見る」を、今も守っています。",
    "採用を始めました。元同僚の紹介がいちばん心強いです。",
    "人事制度の相談に乗ってくださる方はいませんか。",
    "久しぶりに本社の前を通りました。桜がきれいでした。",
    "デザインの勉強を、五十歳から始めました。",
    "太郎さんの送別会の写真が出てきたので、本人に送ります。",
    "海外の開発拠点と、週に一度ふりかえりをしています。",
    "スタートアッププログラムの説明会に出ます。",
];
