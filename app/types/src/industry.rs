//! Lines of work.
use crate::enums::text_enum;
use crate::lang::Voice;
use crate::words;

text_enum! {
    /// A line of work, coarse enough to filter by.
    pub enum Industry {
        /// IT・ソフトウェア
        It = "it",
        /// 官公庁・自治体
        Public = "public",
        /// 医療・ヘルスケア
        Medical = "medical",
        /// 介護・福祉・保育
        Welfare = "welfare",
        /// 流通・小売
        Retail = "retail",
        /// 物流・運輸
        Logistics = "logistics",
        /// 製造・ものづくり
        Manufacturing = "manufacturing",
        /// 金融・投資・会計
        Finance = "finance",
        /// コンサルティング・士業
        Consulting = "consulting",
        /// 教育・学校
        Education = "education",
        /// 研究・大学
        Research = "research",
        /// 学生・学び直し
        Study = "study",
        /// 農業・林業・漁業
        Agriculture = "agriculture",
        /// 飲食・食品
        Food = "food",
        /// デザイン・クリエイティブ
        Design = "design",
        /// 出版・メディア
        Media = "media",
        /// NPO・地域づくり
        Npo = "npo",
        /// 観光・宿泊
        Tourism = "tourism",
        /// 建設・不動産
        Construction = "construction",
        /// エネルギー・環境
        Energy = "energy",
        /// 家庭・育児・休養
        Home = "home",
    }
}

impl Industry {
    /// Its name for the reader.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        use words::industry as w;
        match self {
            Self::It => w::it(voice),
            Self::Public => w::public(voice),
            Self::Medical => w::medical(voice),
            Self::Welfare => w::welfare(voice),
            Self::Retail => w::retail(voice),
            Self::Logistics => w::logistics(voice),
            Self::Manufacturing => w::manufacturing(voice),
            Self::Finance => w::finance(voice),
            Self::Consulting => w::consulting(voice),
            Self::Education => w::education(voice),
            Self::Research => w::research(voice),
            Self::Study => w::study(voice),
            Self::Agriculture => w::agriculture(voice),
            Self::Food => w::food(voice),
            Self::Design => w::design(voice),
            Self::Media => w::media(voice),
            Self::Npo => w::npo(voice),
            Self::Tourism => w::tourism(voice),
            Self::Construction => w::construction(voice),
            Self::Energy => w::energy(voice),
            Self::Home => w::home(voice),
        }
    }
}
