//! The names of people: some as frequent as they are in Japan, the others made of the characters that such names are made of.
use rand::Rng;
use rand_chacha::ChaCha8Rng;

/// A name, or a character of one: as written, read and romanised.
type Part = (&'static str, &'static str, &'static str);

/// A name as written, read and romanised.
pub struct Name {
    pub written: String,
    pub kana: String,
    pub roman: String,
}

/// The family names that most bear, the most frequent first.
const FAMILIES: [Part; 48] = [
    ("佐藤", "サトウ", "sato"),
    ("鈴木", "スズキ", "suzuki"),
    ("高橋", "タカハシ", "takahashi"),
    ("田中", "タナカ", "tanaka"),
    ("伊藤", "イトウ", "ito"),
    ("渡辺", "ワタナベ", "watanabe"),
    ("山本", "ヤマモト", "yamamoto"),
    ("中村", "ナカムラ", "nakamura"),
    ("小林", "コバヤシ", "kobayashi"),
    ("加藤", "カトウ", "kato"),
    ("吉田", "ヨシダ", "yoshida"),
    ("山田", "ヤマダ", "yamada"),
    ("佐々木", "ササキ", "sasaki"),
    ("山口", "ヤマグチ", "yamaguchi"),
    ("松本", "マツモト", "matsumoto"),
    ("井上", "イノウエ", "inoue"),
    ("木村", "キムラ", "kimura"),
    ("林", "ハヤシ", "hayashi"),
    ("斎藤", "サイトウ", "saito"),
    ("清水", "シミズ", "shimizu"),
    ("山崎", "ヤマザキ", "yamazaki"),
    ("森", "モリ", "mori"),
    ("池田", "イケダ", "ikeda"),
    ("橋本", "ハシモト", "hashimoto"),
    ("阿部", "アベ", "abe"),
    ("石川", "イシカワ", "ishikawa"),
    ("山下", "ヤマシタ", "yamashita"),
    ("中島", "ナカジマ", "nakajima"),
    ("石井", "イシイ", "ishii"),
    ("小川", "オガワ", "ogawa"),
    ("前田", "マエダ", "maeda"),
    ("岡田", "オカダ", "okada"),
    ("長谷川", "ハセガワ", "hasegawa"),
    ("藤田", "フジタ", "fujita"),
    ("後藤", "ゴトウ", "goto"),
    ("近藤", "コンドウ", "kondo"),
    ("村上", "ムラカミ", "murakami"),
    ("遠藤", "エンドウ", "endo"),
    ("青木", "アオキ", "aoki"),
    ("坂本", "サカモト", "sakamoto"),
    ("福田", "フクダ", "fukuda"),
    ("太田", "オオタ", "ota"),
    ("西村", "ニシムラ", "nishimura"),
    ("藤井", "フジイ", "fujii"),
    ("金子", "カネコ", "kaneko"),
    ("三浦", "ミウラ", "miura"),
    ("髙木", "タカギ", "takagi"),
    ("濵田", "ハマダ", "hamada"),
];

/// What family names begin with.
const FAMILY_FIRST: [Part; 60] = [
    ("山", "ヤマ", "yama"),
    ("川", "カワ", "kawa"),
    ("田", "タ", "ta"),
    ("石", "イシ", "ishi"),
    ("木", "キ", "ki"),
    ("森", "モリ", "mori"),
    ("小", "コ", "ko"),
    ("大", "オオ", "o"),
    ("中", "ナカ", "naka"),
    ("上", "ウエ", "ue"),
    ("下", "シモ", "shimo"),
    ("高", "タカ", "taka"),
    ("松", "マツ", "matsu"),
    ("竹", "タケ", "take"),
    ("杉", "スギ", "sugi"),
    ("藤", "フジ", "fuji"),
    ("桜", "サクラ", "sakura"),
    ("梅", "ウメ", "ume"),
    ("柳", "ヤナギ", "yanagi"),
    ("北", "キタ", "kita"),
    ("南", "ミナミ", "minami"),
    ("西", "ニシ", "nishi"),
    ("東", "ヒガシ", "higashi"),
    ("前", "マエ", "mae"),
    ("横", "ヨコ", "yoko"),
    ("浅", "アサ", "asa"),
    ("深", "フカ", "fuka"),
    ("黒", "クロ", "kuro"),
    ("白", "シラ", "shira"),
    ("青", "アオ", "ao"),
    ("赤", "アカ", "aka"),
    ("金", "カネ", "kane"),
    ("岩", "イワ", "iwa"),
    ("水", "ミズ", "mizu"),
    ("池", "イケ", "ike"),
    ("沼", "ヌマ", "numa"),
    ("島", "シマ", "shima"),
    ("浜", "ハマ", "hama"),
    ("岡", "オカ", "oka"),
    ("原", "ハラ", "hara"),
    ("野", "ノ", "no"),
    ("村", "ムラ", "mura"),
    ("宮", "ミヤ", "miya"),
    ("寺", "テラ", "tera"),
    ("古", "フル", "furu"),
    ("新", "ニイ", "nii"),
    ("長", "ナガ", "naga"),
    ("平", "ヒラ", "hira"),
    ("広", "ヒロ", "hiro"),
    ("三", "ミ", "mi"),
    ("秋", "アキ", "aki"),
    ("春", "ハル", "haru"),
    ("吉", "ヨシ", "yoshi"),
    ("福", "フク", "fuku"),
    ("久", "ク", "ku"),
    ("内", "ウチ", "uchi"),
    ("奥", "オク", "oku"),
    ("土", "ツチ", "tsuchi"),
    ("星", "ホシ", "hoshi"),
    ("稲", "イナ", "ina"),
];

/// What family names end with.
const FAMILY_LAST: [Part; 30] = [
    ("田", "ダ", "da"),
    ("川", "カワ", "kawa"),
    ("山", "ヤマ", "yama"),
    ("本", "モト", "moto"),
    ("村", "ムラ", "mura"),
    ("野", "ノ", "no"),
    ("井", "イ", "i"),
    ("原", "ハラ", "hara"),
    ("口", "グチ", "guchi"),
    ("島", "シマ", "shima"),
    ("崎", "サキ", "saki"),
    ("沢", "サワ", "sawa"),
    ("谷", "タニ", "tani"),
    ("橋", "ハシ", "hashi"),
    ("岡", "オカ", "oka"),
    ("木", "キ", "ki"),
    ("森", "モリ", "mori"),
    ("林", "バヤシ", "bayashi"),
    ("内", "ウチ", "uchi"),
    ("尾", "オ", "o"),
    ("部", "ベ", "be"),
    ("倉", "クラ", "kura"),
    ("坂", "サカ", "saka"),
    ("浦", "ウラ", "ura"),
    ("江", "エ", "e"),
    ("越", "コシ", "koshi"),
    ("塚", "ツカ", "tsuka"),
    ("津", "ヅ", "zu"),
    ("丸", "マル", "maru"),
    ("屋", "ヤ", "ya"),
];

/// Given names that many bear.
const GIVENS: [Part; 40] = [
    ("太郎", "タロウ", "taro"),
    ("健太郎", "ケンタロウ", "kentaro"),
    ("翔太", "ショウタ", "shota"),
    ("大輔", "ダイスケ", "daisuke"),
    ("健一", "ケンイチ", "kenichi"),
    ("直樹", "ナオキ", "naoki"),
    ("拓也", "タクヤ", "takuya"),
    ("誠", "マコト", "makoto"),
    ("浩二", "コウジ", "koji"),
    ("隆", "タカシ", "takashi"),
    ("哲也", "テツヤ", "tetsuya"),
    ("慎太郎", "シンタロウ", "shintaro"),
    ("一郎", "イチロウ", "ichiro"),
    ("雄介", "ユウスケ", "yusuke"),
    ("亮", "リョウ", "ryo"),
    ("悠斗", "ユウト", "yuto"),
    ("蓮", "レン", "ren"),
    ("智也", "トモヤ", "tomoya"),
    ("修", "オサム", "osamu"),
    ("和彦", "カズヒコ", "kazuhiko"),
    ("美咲", "ミサキ", "misaki"),
    ("陽子", "ヨウコ", "yoko"),
    ("由美子", "ユミコ", "yumiko"),
    ("さくら", "サクラ", "sakura"),
    ("恵", "メグミ", "megumi"),
    ("直美", "ナオミ", "naomi"),
    ("真由美", "マユミ", "mayumi"),
    ("愛", "アイ", "ai"),
    ("彩", "アヤ", "aya"),
    ("麻衣", "マイ", "mai"),
    ("優子", "ユウコ", "yuko"),
    ("裕子", "ヒロコ", "hiroko"),
    ("香織", "カオリ", "kaori"),
    ("結衣", "ユイ", "yui"),
    ("葵", "アオイ", "aoi"),
    ("千尋", "チヒロ", "chihiro"),
    ("久美子", "クミコ", "kumiko"),
    ("明美", "アケミ", "akemi"),
    ("玲奈", "レイナ", "reina"),
    ("典子", "ノリコ", "noriko"),
];

/// What given names begin with.
const GIVEN_FIRST: [Part; 24] = [
    ("健", "ケン", "ken"),
    ("大", "ダイ", "dai"),
    ("翔", "ショウ", "sho"),
    ("拓", "タク", "taku"),
    ("直", "ナオ", "nao"),
    ("雄", "ユウ", "yu"),
    ("和", "カズ", "kazu"),
    ("正", "マサ", "masa"),
    ("秀", "ヒデ", "hide"),
    ("義", "ヨシ", "yoshi"),
    ("康", "ヤス", "yasu"),
    ("光", "ミツ", "mitsu"),
    ("孝", "タカ", "taka"),
    ("信", "ノブ", "nobu"),
    ("美", "ミ", "mi"),
    ("由", "ユ", "yu"),
    ("真", "マ", "ma"),
    ("理", "リ", "ri"),
    ("奈", "ナ", "na"),
    ("知", "トモ", "tomo"),
    ("千", "チ", "chi"),
    ("沙", "サ", "sa"),
    ("紀", "ノリ", "nori"),
    ("幸", "サチ", "sachi"),
];

/// What given names end with.
const GIVEN_LAST: [Part; 20] = [
    ("太", "タ", "ta"),
    ("也", "ヤ", "ya"),
    ("樹", "キ", "ki"),
    ("介", "スケ", "suke"),
    ("人", "ト", "to"),
    ("夫", "オ", "o"),
    ("之", "ユキ", "yuki"),
    ("彦", "ヒコ", "hiko"),
    ("司", "シ", "shi"),
    ("郎", "ロウ", "ro"),
    ("子", "コ", "ko"),
    ("美", "ミ", "mi"),
    ("香", "カ", "ka"),
    ("奈", "ナ", "na"),
    ("恵", "エ", "e"),
    ("代", "ヨ", "yo"),
    ("江", "エ", "e"),
    ("里", "リ", "ri"),
    ("織", "オリ", "ori"),
    ("穂", "ホ", "ho"),
];

/// A family name: 佐藤 is borne by some 16 of 1,000, the hundredth by two, the thousandth by one of 5,000, as in Japan.
pub fn family(rng: &mut ChaCha8Rng) -> Name {
    pick(rng, 12, &FAMILIES, &FAMILY_FIRST, &FAMILY_LAST)
}

/// A given name: the most frequent is borne by one of a hundred.
pub fn given(rng: &mut ChaCha8Rng) -> Name {
    pick(rng, 40, &GIVENS, &GIVEN_FIRST, &GIVEN_LAST)
}

/// The name of rank r is borne by people in proportion to 1 / (r + `flat`): first come those of `known`, then those made of two parts.
fn pick(rng: &mut ChaCha8Rng, flat: usize, known: &[Part], first: &[Part], last: &[Part]) -> Name {
    let rank = loop {
        let rank = rng.random_range(0..known.len() + first.len() * last.len());
        if rng.random_range(0..rank + flat) < flat {
            break rank;
        }
    };
    let parts = match rank.checked_sub(known.len()) {
        None => vec![known[rank]],
        // Each pair once, and beginnings one after the other.
        Some(pair) => {
            let (round, begin) = (pair / first.len(), pair % first.len());
            vec![first[begin], last[(round + begin) % last.len()]]
        }
    };
    let join = |of: fn(&Part) -> &str| parts.iter().map(of).collect::<String>();
    let roman = join(|part| part.2);
    let capital: String = roman.chars().take(1).map(|c| c.to_ascii_uppercase()).collect();
    Name {
        written: join(|part| part.0),
        kana: join(|part| part.1),
        roman: capital + roman.get(1..).unwrap_or_default(),
    }
}
