using EdgeKube.Controller.Api;
using Microsoft.AspNetCore.Http;

namespace EdgeKube.Controller.Http;

/// <summary>Kubernetes' impersonation headers (kubectl's --as). Pure.</summary>
internal static class ImpersonationHeaders
{
    private const string Prefix = "Impersonate-";
    private const string ExtraPrefix = "Impersonate-Extra-";

    /// <summary>Null when there are none; the name is empty when none of them names a user.</summary>
    public static ImpersonatedUser? Find(IHeaderDictionary headers)
    {
        if (!headers.Keys.Any(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var uid = headers["Impersonate-Uid"].ToString();
        return new ImpersonatedUser(
            headers["Impersonate-User"].ToString(), [.. headers["Impersonate-Group"].OfType<string>()], uid.Length == 0 ? null : uid, ReadExtra(headers));
    }

    // Header names have no case, and hold what is no token as escapes.
    private static Dictionary<string, IReadOnlyList<string>> ReadExtra(IHeaderDictionary headers) => headers
        .Where(header => header.Key.StartsWith(ExtraPrefix, StringComparison.OrdinalIgnoreCase))
        .GroupBy(header => Uri.UnescapeDataString(header.Key[ExtraPrefix.Length..].ToLowerInvariant()))
        .ToDictionary(group => group.Key, group => (IReadOnlyList<string>)[.. group.SelectMany(header => header.Value).OfType<string>()]);
}
