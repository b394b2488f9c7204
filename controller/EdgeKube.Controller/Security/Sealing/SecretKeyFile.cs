using System.Security.Cryptography;
using EdgeKube.Controller.Security.Pki;

namespace EdgeKube.Controller.Security.Sealing;

/// <summary><c>pki/secrets.key</c>: one key in base64 on each line; the first one seals, all of them open. Made at the first start.</summary>
internal static class SecretKeyFile
{
    private const string Heading = "# Secrets in the cluster's store are sealed with the first of these keys. Without this file they are lost: keep a copy.";

    /// <exception cref="PkiDamagedException">The file is there and holds no keys; nothing was changed.</exception>
    public static IReadOnlyList<SecretKey> Open(string directory)
    {
        PrivateFiles.EnsureDirectory(directory);
        var path = PathIn(directory);
        if (PrivateFiles.Find(path) is { } text)
        {
            return Parse(path, text);
        }

        IReadOnlyList<SecretKey> keys = [SecretKey.New()];
        Write(directory, keys);
        return keys;
    }

    public static void Write(string directory, IReadOnlyList<SecretKey> keys) =>
        PrivateFiles.Write(PathIn(directory), $"{Heading}\n{string.Concat(keys.Select(key => Convert.ToBase64String(key.Bytes) + "\n"))}");

    private static string PathIn(string directory) => Path.Combine(directory, "secrets.key");

    private static IReadOnlyList<SecretKey> Parse(string path, string text)
    {
        try
        {
            var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#');
            IReadOnlyList<SecretKey> keys = [.. lines.Select(line => new SecretKey(Convert.FromBase64String(line)))];
            return keys.Count > 0 ? keys : throw new CryptographicException("it holds no keys");
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            throw new PkiDamagedException($"{path}: {e.Message}; restore it from a backup");
        }
    }
}
