namespace EdgeKube.Agent.Check;

/// <summary>Takes out of a text what must not be seen. Pure.</summary>
internal static class Blackening
{
    // Shorter ones would blacken half of every text, and guard nothing.
    public const int LeastLength = 6;

    public static string Apply(string text, IReadOnlyCollection<string> secrets)
    {
        // The longest first: one may be a part of another.
        foreach (var secret in secrets.Where(secret => secret.Length >= LeastLength).OrderByDescending(secret => secret.Length))
        {
            text = text.Replace(secret, "[secret]", StringComparison.Ordinal);
        }

        return text;
    }
}
