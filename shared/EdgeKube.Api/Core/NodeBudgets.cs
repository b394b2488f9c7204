namespace EdgeKube.Api;

/// <summary>What a Node's annotations allow the node to spend.</summary>
public static class NodeBudgets
{
    /// <summary>Bytes that its link may cost in a month, as a quantity such as <c>500Mi</c>.</summary>
    public const string LinkAnnotation = "edgekube.io/link-budget";

    /// <summary>Bytes that its agent may write to its disk in a day, as a quantity such as <c>10Mi</c>.</summary>
    public const string WriteAnnotation = "edgekube.io/write-budget";

    /// <summary>The annotations that hold budgets.</summary>
    public static IReadOnlyList<string> All { get; } = [LinkAnnotation, WriteAnnotation];

    /// <summary>The bytes that an annotation allows; null: it is not there, or what it says is no budget.</summary>
    public static long? Find(IReadOnlyDictionary<string, string>? annotations, string name) =>
        annotations?.GetValueOrDefault(name) is { } text && FindFault(text) is null ? Quantity.Parse(text).Value : null;

    /// <summary>What is wrong with a budget; null: nothing.</summary>
    public static string? FindFault(string text)
    {
        if (!Quantity.TryParse(text, out var quantity, out var error))
        {
            return error ?? "must be a quantity of bytes such as 500Mi";
        }

        return quantity.Value < Least ? $"must be at least {Least / 1024}Ki" : null;
    }

    // Less would not even carry the keep-alive of a day, nor one write.
    private const long Least = 64 << 10;
}
