using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using ForecastFunctions.EndToEndTests.Fixtures;

namespace ForecastFunctions.EndToEndTests.Browser;

/// <summary>
/// The Chromium that lies in the npm package <c>@sparticuz/chromium</c>, with its libraries and a font of its own: it needs nothing of
/// the machine, so that pages look the same everywhere.
/// </summary>
/// <param name="Program">Its file.</param>
/// <param name="Environment">The variables that it is started with.</param>
internal sealed record PackedChromium(string Program, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>The folder of the packages' declaration, and of the scripts that use them.</summary>
    public static readonly string Scripts = Path.Combine(AppContext.BaseDirectory, "Browser", "node");

    /// <summary>Whether it runs here: it is built for Linux on x64 with the GNU C library, whose loader it asks for.</summary>
    [SupportedOSPlatformGuard("linux")]
    public static bool IsForThisMachine =>
        OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64 && File.Exists("/lib64/ld-linux-x86-64.so.2");

    /// <summary>The folder of the packages that look at pages, this one among them.</summary>
    public static async Task<string> PackagesAsync() => Path.Combine(await NodePackage.InstallAsync("browser", Scripts), "node_modules");

    /// <summary>Unpacks it, where that was not done before.</summary>
    [SupportedOSPlatform("linux")]
    public static async Task<PackedChromium> InstallAsync()
    {
        var packed = Path.Combine(await PackagesAsync(), "@sparticuz", "chromium", "bin");
        var folder = await NodePackage.CompleteAsync(Path.Combine(packed, "unpacked"), async partial =>
        {
            await UnpackAsync(Path.Combine(packed, "al2023.tar.br"), partial);
            await UnpackAsync(Path.Combine(packed, "fonts.tar.br"), partial);
            await UnpackAsync(Path.Combine(packed, "swiftshader.tar.br"), partial);
            await using var program = new FileStream(Path.Combine(partial, "chromium"), new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            });
            await using var content = Open(Path.Combine(packed, "chromium.br"));
            await content.CopyToAsync(program);
            await File.WriteAllTextAsync(Path.Combine(partial, "fonts.conf"), """
                <?xml version="1.0"?>
                <!DOCTYPE fontconfig SYSTEM "fonts.dtd">
                <fontconfig><dir prefix="relative">fonts</dir><cachedir prefix="relative">fonts-cache</cachedir></fontconfig>
                """);
        });
        return new(Path.Combine(folder, "chromium"), new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["LD_LIBRARY_PATH"] = Path.Combine(folder, "lib"),
            ["FONTCONFIG_FILE"] = Path.Combine(folder, "fonts.conf"),
        });
    }

    private static async Task UnpackAsync(string file, string folder)
    {
        await using var content = Open(file);
        await TarFile.ExtractToDirectoryAsync(content, folder, overwriteFiles: true);
    }

    private static BrotliStream Open(string file) => new(File.OpenRead(file), CompressionMode.Decompress);
}
