//! The prefectures of Japan.
use crate::region::located;
use crate::words::prefecture as w;

located! {
    /// A prefecture, in the order of the official codes.
    pub enum Prefecture of w {
        Hokkaido = "hokkaido" => hokkaido, Hokkaido;
        Aomori = "aomori" => aomori, Tohoku;
        Iwate = "iwate" => iwate, Tohoku;
        Miyagi = "miyagi" => miyagi, Tohoku;
        Akita = "akita" => akita, Tohoku;
        Yamagata = "yamagata" => yamagata, Tohoku;
        Fukushima = "fukushima" => fukushima, Tohoku;
        Ibaraki = "ibaraki" => ibaraki, KitaKanto;
        Tochigi = "tochigi" => tochigi, KitaKanto;
        Gunma = "gunma" => gunma, KitaKanto;
        Saitama = "saitama" => saitama, SaitamaChiba;
        Chiba = "chiba" => chiba, SaitamaChiba;
        Tokyo = "tokyo" => tokyo, Tokyo;
        Kanagawa = "kanagawa" => kanagawa, Kanagawa;
        Niigata = "niigata" => niigata, Koshinetsu;
        Toyama = "toyama" => toyama, Hokuriku;
        Ishikawa = "ishikawa" => ishikawa, Hokuriku;
        Fukui = "fukui" => fukui, Hokuriku;
        Yamanashi = "yamanashi" => yamanashi, Koshinetsu;
        Nagano = "nagano" => nagano, Koshinetsu;
        Gifu = "gifu" => gifu, Tokai;
        Shizuoka = "shizuoka" => shizuoka, Tokai;
        Aichi = "aichi" => aichi, Tokai;
        Mie = "mie" => mie, Tokai;
        Shiga = "shiga" => shiga, ShigaNaraWakayama;
        Kyoto = "kyoto" => kyoto, Kyoto;
        Osaka = "osaka" => osaka, Osaka;
        Hyogo = "hyogo" => hyogo, Hyogo;
        Nara = "nara" => nara, ShigaNaraWakayama;
        Wakayama = "wakayama" => wakayama, ShigaNaraWakayama;
        Tottori = "tottori" => tottori, Chugoku;
        Shimane = "shimane" => shimane, Chugoku;
        Okayama = "okayama" => okayama, Chugoku;
        Hiroshima = "hiroshima" => hiroshima, Chugoku;
        Yamaguchi = "yamaguchi" => yamaguchi, Chugoku;
        Tokushima = "tokushima" => tokushima, Shikoku;
        Kagawa = "kagawa" => kagawa, Shikoku;
        Ehime = "ehime" => ehime, Shikoku;
        Kochi = "kochi" => kochi, Shikoku;
        Fukuoka = "fukuoka" => fukuoka, Fukuoka;
        Saga = "saga" => saga, Kyushu;
        Nagasaki = "nagasaki" => nagasaki, Kyushu;
        Kumamoto = "kumamoto" => kumamoto, Kyushu;
        Oita = "oita" => oita, Kyushu;
        Miyazaki = "miyazaki" => miyazaki, Kyushu;
        Kagoshima = "kagoshima" => kagoshima, Kyushu;
        Okinawa = "okinawa" => okinawa, Okinawa;
    }
}
