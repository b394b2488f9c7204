using System.Security.Cryptography;
using EdgeKube.Controller.Security.Pki;

namespace EdgeKube.Controller.Security.ServiceAccounts;

/// <summary><c>pki/sa.key</c>: PEM keys; the first one signs tokens, all of them verify. Made at the first start.</summary>
internal static class TokenKeyFile
{
    private const string End = "-----END PRIVATE KEY-----";

    /// <exception cref="PkiDamagedException">The file is there and holds no keys; nothing was changed.</exception>
    public static IReadOnlyList<TokenKey> Open(string directory)
    {
        PrivateFiles.EnsureDirectory(directory);
        var path = Path.Combine(directory, "sa.key");
        if (PrivateFiles.Find(path) is { } text)
        {
            return Parse(path, text);
        }

        var key = TokenKey.New();
        PrivateFiles.Write(path, key.ToPem() + "\n");
        return [key];
    }

    private static TokenKey[] Parse(string path, string text)
    {
        try
        {
            TokenKey[] keys = [.. text.Split(End).Where(part => !string.IsNullOrWhiteSpace(part)).Select(part => TokenKey.Parse(part + End))];
            return keys.Length > 0 ? keys : throw new CryptographicException("it holds no keys");
        }
        catch (CryptographicException e)
        {
            throw new PkiDamagedException($"{path}: {e.Message}; restore it from a backup");
        }
    }
}
