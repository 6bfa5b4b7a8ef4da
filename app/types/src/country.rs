//! Countries and territories outside Japan: ISO 3166-1, where people live.
use crate::enums::text_enum;
use crate::lang::Voice;
use crate::region::Region;
use crate::words::country as w;

/// Declares the countries: variant, stored text, word, and the region it lies in.
macro_rules! countries {
    ($($variant:ident = $text:literal => $word:ident, $region:ident;)+) => {
        text_enum! {
            /// A country or territory, as its two letters of ISO 3166-1.
            pub enum Country { $(#[doc = $text] $variant = $text),+ }
        }

        impl Country {
            /// Its name for the reader.
            #[must_use]
            pub fn text(self, voice: Voice) -> &'static str {
                match self { $(Self::$variant => w::$word(voice)),+ }
            }

            /// Where it lies.
            #[must_use]
            pub const fn region(self) -> Region {
                match self { $(Self::$variant => Region::$region),+ }
            }
        }
    };
}

countries! {
    Ad = "AD" => ad, Europe;
    Ae = "AE" => ae, MiddleEast;
    Af = "AF" => af, Asia;
    Ag = "AG" => ag, LatinAmerica;
    Ai = "AI" => ai, LatinAmerica;
    Al = "AL" => al, Europe;
    Am = "AM" => am, MiddleEast;
    Ao = "AO" => ao, Africa;
    Ar = "AR" => ar, LatinAmerica;
    As = "AS" => american_samoa, Oceania;
    At = "AT" => at, Europe;
    Au = "AU" => au, Oceania;
    Aw = "AW" => aw, LatinAmerica;
    Ax = "AX" => ax, Europe;
    Az = "AZ" => az, MiddleEast;
    Ba = "BA" => ba, Europe;
    Bb = "BB" => bb, LatinAmerica;
    Bd = "BD" => bd, Asia;
    Be = "BE" => be, Europe;
    Bf = "BF" => bf, Africa;
    Bg = "BG" => bg, Europe;
    Bh = "BH" => bh, MiddleEast;
    Bi = "BI" => bi, Africa;
    Bj = "BJ" => bj, Africa;
    Bl = "BL" => bl, LatinAmerica;
    Bm = "BM" => bm, NorthAmerica;
    Bn = "BN" => bn, Asia;
    Bo = "BO" => bo, LatinAmerica;
    Bq = "BQ" => bq, LatinAmerica;
    Br = "BR" => br, LatinAmerica;
    Bs = "BS" => bs, LatinAmerica;
    Bt = "BT" => bt, Asia;
    Bw = "BW" => bw, Africa;
    By = "BY" => by, Europe;
    Bz = "BZ" => bz, LatinAmerica;
    Ca = "CA" => ca, NorthAmerica;
    Cc = "CC" => cc, Oceania;
    Cd = "CD" => cd, Africa;
    Cf = "CF" => cf, Africa;
    Cg = "CG" => cg, Africa;
    Ch = "CH" => ch, Europe;
    Ci = "CI" => ci, Africa;
    Ck = "CK" => ck, Oceania;
    Cl = "CL" => cl, LatinAmerica;
    Cm = "CM" => cm, Africa;
    Cn = "CN" => cn, Asia;
    Co = "CO" => co, LatinAmerica;
    Cr = "CR" => cr, LatinAmerica;
    Cu = "CU" => cu, LatinAmerica;
    Cv = "CV" => cv, Africa;
    Cw = "CW" => cw, LatinAmerica;
    Cx = "CX" => cx, Oceania;
    Cy = "CY" => cy, MiddleEast;
    Cz = "CZ" => cz, Europe;
    De = "DE" => de, Europe;
    Dj = "DJ" => dj, Africa;
    Dk = "DK" => dk, Europe;
    Dm = "DM" => dm, LatinAmerica;
    Do = "DO" => dominican_republic, LatinAmerica;
    Dz = "DZ" => dz, Africa;
    Ec = "EC" => ec, LatinAmerica;
    Ee = "EE" => ee, Europe;
    Eg = "EG" => eg, Africa;
    Eh = "EH" => eh, Africa;
    Er = "ER" => er, Africa;
    Es = "ES" => es, Europe;
    Et = "ET" => et, Africa;
    Fi = "FI" => fi, Europe;
    Fj = "FJ" => fj, Oceania;
    Fk = "FK" => fk, LatinAmerica;
    Fm = "FM" => fm, Oceania;
    Fo = "FO" => fo, Europe;
    Fr = "FR" => fr, Europe;
    Ga = "GA" => ga, Africa;
    Gb = "GB" => gb, Europe;
    Gd = "GD" => gd, LatinAmerica;
    Ge = "GE" => ge, MiddleEast;
    Gf = "GF" => gf, LatinAmerica;
    Gg = "GG" => gg, Europe;
    Gh = "GH" => gh, Africa;
    Gi = "GI" => gi, Europe;
    Gl = "GL" => gl, NorthAmerica;
    Gm = "GM" => gm, Africa;
    Gn = "GN" => gn, Africa;
    Gp = "GP" => gp, LatinAmerica;
    Gq = "GQ" => gq, Africa;
    Gr = "GR" => gr, Europe;
    Gt = "GT" => gt, LatinAmerica;
    Gu = "GU" => gu, Oceania;
    Gw = "GW" => gw, Africa;
    Gy = "GY" => gy, LatinAmerica;
    Hk = "HK" => hk, Asia;
    Hn = "HN" => hn, LatinAmerica;
    Hr = "HR" => hr, Europe;
    Ht = "HT" => ht, LatinAmerica;
    Hu = "HU" => hu, Europe;
    Id = "ID" => id, Asia;
    Ie = "IE" => ie, Europe;
    Il = "IL" => il, MiddleEast;
    Im = "IM" => im, Europe;
    In = "IN" => india, Asia;
    Io = "IO" => io, Africa;
    Iq = "IQ" => iq, MiddleEast;
    Ir = "IR" => ir, MiddleEast;
    Is = "IS" => is, Europe;
    It = "IT" => it, Europe;
    Je = "JE" => je, Europe;
    Jm = "JM" => jm, LatinAmerica;
    Jo = "JO" => jo, MiddleEast;
    Ke = "KE" => ke, Africa;
    Kg = "KG" => kg, Asia;
    Kh = "KH" => kh, Asia;
    Ki = "KI" => ki, Oceania;
    Km = "KM" => km, Africa;
    Kn = "KN" => kn, LatinAmerica;
    Kp = "KP" => kp, Asia;
    Kr = "KR" => kr, Asia;
    Kw = "KW" => kw, MiddleEast;
    Ky = "KY" => ky, LatinAmerica;
    Kz = "KZ" => kz, Asia;
    La = "LA" => la, Asia;
    Lb = "LB" => lb, MiddleEast;
    Lc = "LC" => lc, LatinAmerica;
    Li = "LI" => li, Europe;
    Lk = "LK" => lk, Asia;
    Lr = "LR" => lr, Africa;
    Ls = "LS" => ls, Africa;
    Lt = "LT" => lt, Europe;
    Lu = "LU" => lu, Europe;
    Lv = "LV" => lv, Europe;
    Ly = "LY" => ly, Africa;
    Ma = "MA" => ma, Africa;
    Mc = "MC" => mc, Europe;
    Md = "MD" => md, Europe;
    Me = "ME" => me, Europe;
    Mf = "MF" => mf, LatinAmerica;
    Mg = "MG" => mg, Africa;
    Mh = "MH" => mh, Oceania;
    Mk = "MK" => mk, Europe;
    Ml = "ML" => ml, Africa;
    Mm = "MM" => mm, Asia;
    Mn = "MN" => mn, Asia;
    Mo = "MO" => mo, Asia;
    Mp = "MP" => mp, Oceania;
    Mq = "MQ" => mq, LatinAmerica;
    Mr = "MR" => mr, Africa;
    Ms = "MS" => ms, LatinAmerica;
    Mt = "MT" => mt, Europe;
    Mu = "MU" => mu, Africa;
    Mv = "MV" => mv, Asia;
    Mw = "MW" => mw, Africa;
    Mx = "MX" => mx, LatinAmerica;
    My = "MY" => my, Asia;
    Mz = "MZ" => mz, Africa;
    Na = "NA" => na, Africa;
    Nc = "NC" => nc, Oceania;
    Ne = "NE" => ne, Africa;
    Nf = "NF" => nf, Oceania;
    Ng = "NG" => ng, Africa;
    Ni = "NI" => ni, LatinAmerica;
    Nl = "NL" => nl, Europe;
    No = "NO" => no, Europe;
    Np = "NP" => np, Asia;
    Nr = "NR" => nr, Oceania;
    Nu = "NU" => nu, Oceania;
    Nz = "NZ" => nz, Oceania;
    Om = "OM" => om, MiddleEast;
    Pa = "PA" => pa, LatinAmerica;
    Pe = "PE" => pe, LatinAmerica;
    Pf = "PF" => pf, Oceania;
    Pg = "PG" => pg, Oceania;
    Ph = "PH" => ph, Asia;
    Pk = "PK" => pk, Asia;
    Pl = "PL" => pl, Europe;
    Pm = "PM" => pm, NorthAmerica;
    Pn = "PN" => pn, Oceania;
    Pr = "PR" => pr, LatinAmerica;
    Ps = "PS" => ps, MiddleEast;
    Pt = "PT" => pt, Europe;
    Pw = "PW" => pw, Oceania;
    Py = "PY" => py, LatinAmerica;
    Qa = "QA" => qa, MiddleEast;
    Re = "RE" => re, Africa;
    Ro = "RO" => ro, Europe;
    Rs = "RS" => rs, Europe;
    Ru = "RU" => ru, Europe;
    Rw = "RW" => rw, Africa;
    Sa = "SA" => sa, MiddleEast;
    Sb = "SB" => sb, Oceania;
    Sc = "SC" => sc, Africa;
    Sd = "SD" => sd, Africa;
    Se = "SE" => se, Europe;
    Sg = "SG" => sg, Asia;
    Sh = "SH" => sh, Africa;
    Si = "SI" => si, Europe;
    Sj = "SJ" => sj, Europe;
    Sk = "SK" => sk, Europe;
    Sl = "SL" => sl, Africa;
    Sm = "SM" => sm, Europe;
    Sn = "SN" => sn, Africa;
    So = "SO" => so, Africa;
    Sr = "SR" => sr, LatinAmerica;
    Ss = "SS" => ss, Africa;
    St = "ST" => st, Africa;
    Sv = "SV" => sv, LatinAmerica;
    Sx = "SX" => sx, LatinAmerica;
    Sy = "SY" => sy, MiddleEast;
    Sz = "SZ" => sz, Africa;
    Tc = "TC" => tc, LatinAmerica;
    Td = "TD" => td, Africa;
    Tg = "TG" => tg, Africa;
    Th = "TH" => th, Asia;
    Tj = "TJ" => tj, Asia;
    Tk = "TK" => tk, Oceania;
    Tl = "TL" => tl, Asia;
    Tm = "TM" => tm, Asia;
    Tn = "TN" => tn, Africa;
    To = "TO" => to, Oceania;
    Tr = "TR" => tr, MiddleEast;
    Tt = "TT" => tt, LatinAmerica;
    Tv = "TV" => tv, Oceania;
    Tw = "TW" => tw, Asia;
    Tz = "TZ" => tz, Africa;
    Ua = "UA" => ua, Europe;
    Ug = "UG" => ug, Africa;
    Um = "UM" => um, Oceania;
    Us = "US" => us, NorthAmerica;
    Uy = "UY" => uy, LatinAmerica;
    Uz = "UZ" => uz, Asia;
    Va = "VA" => va, Europe;
    Vc = "VC" => vc, LatinAmerica;
    Ve = "VE" => ve, LatinAmerica;
    Vg = "VG" => vg, LatinAmerica;
    Vi = "VI" => vi, LatinAmerica;
    Vn = "VN" => vn, Asia;
    Vu = "VU" => vu, Oceania;
    Wf = "WF" => wf, Oceania;
    Ws = "WS" => ws, Oceania;
    Ye = "YE" => ye, MiddleEast;
    Yt = "YT" => yt, Africa;
    Za = "ZA" => za, Africa;
    Zm = "ZM" => zm, Africa;
    Zw = "ZW" => zw, Africa;
}
