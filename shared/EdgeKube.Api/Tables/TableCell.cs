namespace EdgeKube.Api;

/// <summary>What stands in a cell: a text, a number, or yes or no.</summary>
public readonly record struct TableCell
{
    private readonly string? _text;

    private TableCell(string? text, long? number, bool? flag = null)
    {
        _text = text;
        Number = number;
        Flag = flag;
    }

    /// <summary>Null for anything else.</summary>
    public long? Number { get; }

    /// <summary>Null for anything else.</summary>
    public bool? Flag { get; }

    public static implicit operator TableCell(string? text) => new(text, null);

    public static implicit operator TableCell(int number) => new(null, number);

    public static implicit operator TableCell(long number) => new(null, number);

    public static implicit operator TableCell(bool flag) => new(flag ? "true" : "false", null, flag);

    public override string ToString() => Number is { } number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : _text ?? "";
}
