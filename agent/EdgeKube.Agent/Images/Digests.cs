using System.Security.Cryptography;

namespace EdgeKube.Agent.Images;

/// <summary>Names of content by its sha256.</summary>
internal static class Digests
{
    private const string Prefix = "sha256:";

    public static string Of(ReadOnlySpan<byte> content) => Prefix + Convert.ToHexStringLower(SHA256.HashData(content));

    public static string Format(ReadOnlySpan<byte> sha256) => Prefix + Convert.ToHexStringLower(sha256);

    public static bool IsValid(string digest) =>
        digest.StartsWith(Prefix, StringComparison.Ordinal) && IsHex(digest.AsSpan(Prefix.Length));

    /// <returns>Null when the path is not that of a blob in an OCI layout.</returns>
    public static string? OfBlobPath(string path)
    {
        const string Folder = "blobs/sha256/";
        return path.StartsWith(Folder, StringComparison.Ordinal) && IsHex(path.AsSpan(Folder.Length)) ? Prefix + path[Folder.Length..] : null;
    }

    private static bool IsHex(ReadOnlySpan<char> text) => text.Length == 64 && !text.ContainsAnyExcept("0123456789abcdef");
}
