#include "qr_baseline.h"

#include <png.h>
#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

struct sink {
    unsigned char bytes[65536];
    size_t count;
};

static void append(png_structp png, png_bytep bytes, png_size_t count) {
    struct sink *sink = png_get_io_ptr(png);
    if (count > sizeof sink->bytes - sink->count) png_error(png, "too large");
    memcpy(sink->bytes + sink->count, bytes, count);
    sink->count += count;
}

static void flush(png_structp png) { (void)png; }

size_t qr_baseline_png(const char *text, int scale, unsigned pixels_per_metre) {
    static const int quiet = 4;
    struct sink sink;
    sink.count = 0;
    QRcode *code = QRcode_encodeString(text, 0, QR_ECLEVEL_Q, QR_MODE_8, 1);
    if (code == NULL) return 0;
    int side = code->width, width = (side + 2 * quiet) * scale;
    size_t row_bytes = (size_t)(width + 7) / 8;
    unsigned char *row = malloc(row_bytes);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png == NULL ? NULL : png_create_info_struct(png);
    if (row == NULL || info == NULL || setjmp(png_jmpbuf(png))) {
        free(row);
        QRcode_free(code);
        png_destroy_write_struct(&png, &info);
        return 0;
    }
    png_set_write_fn(png, &sink, append, flush);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_compression_level(png, 1);
    png_set_compression_window_bits(png, 12);
    png_set_compression_mem_level(png, 4);
    png_set_IHDR(png, info, (unsigned)width, (unsigned)width, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_BASE, PNG_FILTER_TYPE_BASE);
    png_set_pHYs(png, info, pixels_per_metre, pixels_per_metre, PNG_RESOLUTION_METER);
    png_write_info(png, info);
    for (int y = -quiet; y < side + quiet; y++) {
        memset(row, 0xFF, row_bytes);
        for (int x = 0; y >= 0 && y < side && x < side; x++) {
            if (!(code->data[y * side + x] & 1)) continue;
            for (int dot = (quiet + x) * scale; dot < (quiet + x + 1) * scale; dot++)
                row[dot >> 3] &= (unsigned char)~(0x80 >> (dot & 7));
        }
        for (int repeat = 0; repeat < scale; repeat++) png_write_row(png, row);
    }
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    free(row);
    QRcode_free(code);
    return sink.count;
}
