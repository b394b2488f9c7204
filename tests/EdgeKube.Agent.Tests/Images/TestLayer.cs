using System.Formats.Tar;
using System.Security.Cryptography;

namespace EdgeKube.Agent.Tests.Images;

/// <summary>A layer with a directory /data that holds a file of random bytes, a second name of it, and a link to it.</summary>
internal static class TestLayer
{
    public static byte[] Build(int bytes)
    {
        var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, TarEntryFormat.Ustar, leaveOpen: true))
        {
            writer.WriteEntry(new UstarTarEntry(TarEntryType.Directory, "data/") { Mode = (UnixFileMode)0x1ED });
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "data/random") { Mode = (UnixFileMode)0x1A0, Uid = 12, Gid = 34, DataStream = new MemoryStream(RandomNumberGenerator.GetBytes(bytes)) });
            writer.WriteEntry(new UstarTarEntry(TarEntryType.HardLink, "data/hard") { LinkName = "data/random" });
            writer.WriteEntry(new UstarTarEntry(TarEntryType.SymbolicLink, "data/link") { LinkName = "random" });
        }

        return stream.ToArray();
    }
}
