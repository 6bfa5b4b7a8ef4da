//! Regions: prefectures where many live, larger areas elsewhere. Every place lies in one.
use crate::enums::text_enum;
use crate::lang::Voice;
use crate::place::Area;
use crate::words;

text_enum! {
    /// A part of the world, coarse on purpose.
    pub enum Region {
        /// 北海道
        Hokkaido = "hokkaido",
        /// 東北
        Tohoku = "tohoku",
        /// 北関東
        KitaKanto = "kita-kanto",
        /// 埼玉・千葉
        SaitamaChiba = "saitama-chiba",
        /// 東京
        Tokyo = "tokyo",
        /// 神奈川
        Kanagawa = "kanagawa",
        /// 甲信越
        Koshinetsu = "koshinetsu",
        /// 北陸
        Hokuriku = "hokuriku",
        /// 東海
        Tokai = "tokai",
        /// 京都
        Kyoto = "kyoto",
        /// 大阪
        Osaka = "osaka",
        /// 兵庫
        Hyogo = "hyogo",
        /// 滋賀・奈良・和歌山
        ShigaNaraWakayama = "shiga-nara-wakayama",
        /// 中国
        Chugoku = "chugoku",
        /// 四国
        Shikoku = "shikoku",
        /// 福岡
        Fukuoka = "fukuoka",
        /// 九州(福岡をのぞく)
        Kyushu = "kyushu",
        /// 沖縄
        Okinawa = "okinawa",
        /// アジア
        Asia = "asia",
        /// ヨーロッパ
        Europe = "europe",
        /// 北アメリカ
        NorthAmerica = "north-america",
        /// 中南米
        LatinAmerica = "latin-america",
        /// オセアニア
        Oceania = "oceania",
        /// 中東
        MiddleEast = "middle-east",
        /// アフリカ
        Africa = "africa",
    }
}

impl Region {
    /// Its name for the reader.
    #[must_use]
    pub fn text(self, voice: Voice) -> &'static str {
        use words::region as w;
        match self {
            Self::Hokkaido => w::hokkaido(voice),
            Self::Tohoku => w::tohoku(voice),
            Self::KitaKanto => w::kita_kanto(voice),
            Self::SaitamaChiba => w::saitama_chiba(voice),
            Self::Tokyo => w::tokyo(voice),
            Self::Kanagawa => w::kanagawa(voice),
            Self::Koshinetsu => w::koshinetsu(voice),
            Self::Hokuriku => w::hokuriku(voice),
            Self::Tokai => w::tokai(voice),
            Self::Kyoto => w::kyoto(voice),
            Self::Osaka => w::osaka(voice),
            Self::Hyogo => w::hyogo(voice),
            Self::ShigaNaraWakayama => w::shiga_nara_wakayama(voice),
            Self::Chugoku => w::chugoku(voice),
            Self::Shikoku => w::shikoku(voice),
            Self::Fukuoka => w::fukuoka(voice),
            Self::Kyushu => w::kyushu(voice),
            Self::Okinawa => w::okinawa(voice),
            Self::Asia => w::asia(voice),
            Self::Europe => w::europe(voice),
            Self::NorthAmerica => w::north_america(voice),
            Self::LatinAmerica => w::latin_america(voice),
            Self::Oceania => w::oceania(voice),
            Self::MiddleEast => w::middle_east(voice),
            Self::Africa => w::africa(voice),
        }
    }

    /// Where a list puts it.
    #[must_use]
    pub const fn area(self) -> Area {
        match self {
            Self::Hokkaido | Self::Tohoku => Area::North,
            Self::KitaKanto | Self::SaitamaChiba | Self::Tokyo | Self::Kanagawa => Area::Kanto,
            Self::Koshinetsu | Self::Hokuriku | Self::Tokai => Area::Chubu,
            Self::Kyoto | Self::Osaka | Self::Hyogo | Self::ShigaNaraWakayama => Area::Kinki,
            Self::Chugoku | Self::Shikoku => Area::West,
            Self::Fukuoka | Self::Kyushu | Self::Okinawa => Area::South,
            Self::Asia
            | Self::Europe
            | Self::NorthAmerica
            | Self::LatinAmerica
            | Self::Oceania
            | Self::MiddleEast
            | Self::Africa => Area::Abroad,
        }
    }
}

/// Declares places of one kind: variant, stored text, word of `of`, and the region it lies in.
macro_rules! located {
    (
        $(#[$meta:meta])*
        pub enum $name:ident of $words:ident { $($variant:ident = $text:literal => $word:ident, $region:ident;)+ }
    ) => {
        $crate::enums::text_enum! {
            $(#[$meta])*
            pub enum $name { $(#[doc = $text] $variant = $text),+ }
        }

        impl $name {
            /// Its name for the reader.
            #[must_use]
            pub fn text(self, voice: $crate::lang::Voice) -> &'static str {
                match self { $(Self::$variant => $words::$word(voice)),+ }
            }

            /// Where it lies.
            #[must_use]
            pub const fn region(self) -> $crate::region::Region {
                match self { $(Self::$variant => $crate::region::Region::$region),+ }
            }
        }
    };
}

pub(crate) use located;
