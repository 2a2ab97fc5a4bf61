pragma Singleton

import QtQuick
import Kiosk

// All tokens of the look: colours, type, radii, places. One canvas of 1080 x 1920 pixels, 0.248 mm each.
QtObject {
    readonly property bool hc: Glass.chrome.contrast
    readonly property bool elder: Glass.chrome.elder
    readonly property bool low: Glass.chrome.low
    readonly property bool night: Glass.chrome.layout === "night"
    readonly property bool tall: Glass.chrome.layout === "low"
    readonly property string font: "Noto Sans CJK SC"

    // Colours
    readonly property color bg: hc ? "#000000" : "#F2F5FA"
    readonly property color surface: hc ? "#000000" : "#FFFFFF"
    readonly property color sunken: hc ? "#000000" : "#E8EEF7"
    readonly property color ink: hc ? "#FFFFFF" : "#0A1A33"
    readonly property color ink2: hc ? "#FFFFFF" : "#43536C"
    readonly property color ink3: hc ? "#FFFFFF" : "#5A6A83"
    readonly property color line: hc ? "#FFE600" : "#D3DDEB"
    readonly property color hair: hc ? "#FFE600" : "#E4EAF4"
    readonly property color edge: hc ? "#FFE600" : "#5F88D2"
    readonly property color brand: hc ? "#FFE600" : "#0B57D0"
    readonly property color brandText: hc ? "#000000" : "#FFFFFF"
    readonly property color brandInk: hc ? "#FFE600" : "#083F9C"
    readonly property color brandSoft: hc ? "#000000" : "#E5EEFC"
    readonly property color ok: hc ? "#7CFF9B" : "#0B6B3A"
    readonly property color okSoft: hc ? "#000000" : "#E2F3E9"
    readonly property color warn: hc ? "#FFE600" : "#8A4A00"
    readonly property color warnSoft: hc ? "#000000" : "#FFF0DA"
    readonly property color bad: hc ? "#FF9C8F" : "#A3261A"
    readonly property color badSoft: hc ? "#000000" : "#FCE9E6"
    readonly property color help: hc ? "#FFFFFF" : night ? "#FFC9A8" : "#9A3412"
    readonly property color helpSoft: hc ? "#000000" : night ? "#3A2320" : "#FFF0E8"
    readonly property color band: "#FFFFFF"
    readonly property color band2: hc ? "#FFFFFF" : "#DCE9FF"
    readonly property color off: hc ? "#C8C8C8" : "#43536C"
    readonly property color offSoft: hc ? "#000000" : "#DCE4F0"
    readonly property color track: hc ? "#333333" : "#DCE6F6"

    // Lines and radii
    readonly property int bw: hc ? 4 : 0
    readonly property int radius: 28
    readonly property int radiusBig: 40
    readonly property int radiusButton: 32
    readonly property int radiusSheet: 44

    // Type: pixels on the canvas
    readonly property int title: elder ? 84 : 60
    readonly property int titleBig: elder ? 88 : 72
    readonly property int lead: elder ? 48 : 36
    readonly property int head: elder ? 50 : 38
    readonly property int body: elder ? 44 : 34
    readonly property int note: elder ? 38 : 29
    readonly property int caption: elder ? 36 : 28
    readonly property int button: elder ? 52 : 42
    readonly property int buttonSide: elder ? 44 : 36

    // Places
    readonly property int margin: 48
    readonly property int wide: 984
    readonly property int sheetTop: tall ? 820 : Glass.chrome.layout === "home" ? (elder ? 184 : 244) : night ? 1920 : stepped ? 264 : 148
    readonly property bool stepped: Glass.chrome.step > 0 && !low
    readonly property int barTop: 1728
    readonly property bool leaveBelow: low && Glass.chrome.who !== ""
    readonly property int dockTop: leaveBelow ? 1468 : 1572
    readonly property int dockHeight: 128

    function tone(name: string): color {
        if (hc)
            return name === "ok" ? ok : name === "bad" ? bad : name === "muted" ? ink : brand;
        const tones = {
            brand: brand, ok: ok, warn: warn, bad: bad, muted: ink3, rose: "#B0364B", green: "#0F7A55", amber: "#A34E08",
            violet: "#6D28D9", teal: "#0E6E86", indigo: "#3F4FBF", olive: "#8A6200", rust: "#B4450C"
        };
        return tones[name] ?? brand;
    }

    function soft(name: string): color {
        if (hc)
            return "#000000";
        const softs = { ok: okSoft, warn: warnSoft, bad: badSoft, muted: sunken, brand: brandSoft };
        return softs[name] ?? Qt.tint("#FFFFFF", Qt.alpha(tone(name), 0.12));
    }

    function hex(shade: color): string {
        return String(shade).slice(-6);
    }
}
