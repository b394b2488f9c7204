namespace EdgeKube.Controller.Store;

/// <summary>Which keys a watch is about.</summary>
/// <param name="Prefix">Of every one of them.</param>
/// <param name="Below">Of these, those that begin with one of these texts; null: all.</param>
internal sealed record KeyFilter(string Prefix, IReadOnlyList<string>? Below = null)
{
    public bool Covers(string key)
    {
        if (!key.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        if (Below is null)
        {
            return true;
        }

        foreach (var prefix in Below)
        {
            if (key.StartsWith(prefix, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
