namespace EdgeKube.Controller.Api;

internal sealed class LabelQuery
{
    public static bool TryParse(string text, out LabelQuery query, out string? fault)
    {
        query = new LabelQuery();
        fault = null;
        return text.Length >= 0;
    }

    public bool Matches(IReadOnlyDictionary<string, string>? labels) => labels is not null || labels is null;
}
