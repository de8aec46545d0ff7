#include "png_writer.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static void append(png_structp png, png_bytep bytes, png_size_t count) {
    struct png_writer_file *file = png_get_io_ptr(png);
    if (count > file->capacity - file->count) {
        size_t capacity = file->capacity * 2 + count;
        uint8_t *grown = realloc(file->bytes, capacity);
        if (grown == NULL) png_error(png, "out of memory");
        file->bytes = grown;
        file->capacity = capacity;
    }
    memcpy(file->bytes + file->count, bytes, count);
    file->count += count;
}

static void flush(png_structp png) { (void)png; }

// The caller sees -1; nothing is printed to standard error.
static void fail(png_structp png, png_const_charp message) {
    (void)message;
    png_longjmp(png, 1);
}

static void ignore(png_structp png, png_const_charp message) {
    (void)png;
    (void)message;
}

/// Everything up to the first row. `depth` is 1 or 8.
static void begin(png_structp png, png_infop info, uint32_t width, uint32_t height, int depth, uint32_t pixels_per_metre,
                  struct png_writer_file *out) {
    png_set_write_fn(png, out, append, flush);
    png_set_filter(png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
    png_set_compression_level(png, 1);
    if (depth == 1) {
        // A symbol is a few hundred bytes: small windows save zlib the clearing of 256 kB of tables.
        png_set_compression_window_bits(png, 12);
        png_set_compression_mem_level(png, 4);
    }
    png_set_IHDR(png, info, width, height, depth, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_BASE,
                 PNG_FILTER_TYPE_BASE);
    if (pixels_per_metre > 0) png_set_pHYs(png, info, pixels_per_metre, pixels_per_metre, PNG_RESOLUTION_METER);
    png_write_info(png, info);
}

static int discard(struct png_writer_file *out) {
    free(out->bytes);
    memset(out, 0, sizeof *out);
    return -1;
}

int png_writer_symbol(const uint8_t *modules, uint32_t side, uint32_t quiet, uint32_t scale, uint32_t pixels_per_metre,
                      struct png_writer_file *out) {
    memset(out, 0, sizeof *out);
    uint32_t width = (side + 2 * quiet) * scale;
    size_t row_bytes = (width + 7) / 8;
    uint8_t *row = malloc(row_bytes);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, fail, ignore);
    png_infop info = png == NULL ? NULL : png_create_info_struct(png);
    if (row == NULL || info == NULL || setjmp(png_jmpbuf(png))) {
        free(row);
        png_destroy_write_struct(&png, &info);
        return discard(out);
    }
    begin(png, info, width, width, 1, pixels_per_metre, out);
    for (uint32_t y = 0; y < side + 2 * quiet; y++) {
        memset(row, 0xFF, row_bytes);
        if (y >= quiet && y < quiet + side) {
            const uint8_t *line = modules + (size_t)(y - quiet) * side;
            for (uint32_t x = 0; x < side; x++) {
                if (!(line[x] & 1)) continue;
                uint32_t end = (quiet + x + 1) * scale;
                for (uint32_t dot = (quiet + x) * scale; dot < end; dot++) row[dot >> 3] &= (uint8_t)~(0x80 >> (dot & 7));
            }
        }
        for (uint32_t repeat = 0; repeat < scale; repeat++) png_write_row(png, row);
    }
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    free(row);
    return 0;
}

int png_writer_grey(const uint8_t *pixels, size_t stride, uint32_t width, uint32_t height, uint32_t pixels_per_metre,
                    struct png_writer_file *out) {
    memset(out, 0, sizeof *out);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, fail, ignore);
    png_infop info = png == NULL ? NULL : png_create_info_struct(png);
    if (info == NULL || setjmp(png_jmpbuf(png))) {
        png_destroy_write_struct(&png, &info);
        return discard(out);
    }
    begin(png, info, width, height, 8, pixels_per_metre, out);
    for (uint32_t y = 0; y < height; y++) png_write_row(png, pixels + (size_t)y * stride);
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    return 0;
}
