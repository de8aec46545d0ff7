import CQRBaseline
import Foundation
import SurveyQR

// Prints `name<tab>value<tab>unit` for each figure. Both sides of a ratio alternate within one run, and the median of
// the rounds counts, so that a machine that is busy with something else disturbs them alike.
//
// With `--samples FOLDER` it writes slips to look at instead.

let keys = try KeyRing(text: Data(count: 32).base64EncodedString())
let base = try PublicAddress("https://hailong.ninhbinh.gov.vn")
let links = try (0..<2000).map { number in
    let code = try DossierCode("H40.18-240501-\(String(10_000 + number).dropFirst())")
    return SurveyLink(base: base, token: keys.newest.token(for: code))
}

if CommandLine.arguments.count == 3, CommandLine.arguments[1] == "--samples" {
    try Samples.write(links, to: URL(filePath: CommandLine.arguments[2]))
    exit(0)
}

let clock = ContinuousClock()

func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

func report(_ name: String, _ value: Double, _ unit: String) {
    print("\(name)\t\(String(format: "%.3f", value))\t\(unit)")
}

var ours: [Double] = []
var theirs: [Double] = []
var bytes = (ours: 0, theirs: 0)
let pixels = try PrintedQR(links[0], dpi: 203).dotsPerModule
for _ in 0..<15 {
    let our = try clock.measure {
        for link in links { bytes.ours += try PrintedQR(link, dpi: 203).png().count }
    }
    let their = clock.measure {
        for link in links { bytes.theirs += qr_baseline_png(link.text, Int32(pixels), 7992) }
    }
    ours.append(our / .seconds(1))
    theirs.append(their / .seconds(1))
}
guard bytes.ours == bytes.theirs else {
    FileHandle.standardError.write(Data("the two sides did not make the same files\n".utf8))
    exit(1)
}
report("qr_png_per_second", Double(links.count) / median(ours), "1/s")
report("qr_png_time_vs_libqrencode_and_libpng", median(zip(ours, theirs).map { $0 / $1 }), "ratio")

let renderer = SlipRenderer()
let slips = links.prefix(1000).enumerated().map { Samples.slip($1, number: $0) }
for paper in [Paper.a4, .a6, .roll80] {
    let time = try clock.measure { _ = try renderer.pdf(slips, paper: paper) }
    report("slips_per_second_pdf_\(paper.rawValue)", 1000 / (time / .seconds(1)), "1/s")
}
for format in [SlipFormat.escpos, .png, .svg] {
    let time = try clock.measure { for slip in slips.prefix(50) { _ = try renderer.render(slip, as: format) } }
    report("slips_per_second_\(format.rawValue)", 50 / (time / .seconds(1)), "1/s")
}
