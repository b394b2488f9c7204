namespace EdgeKube.Api;

/// <summary>What stands in a cell: a text, or a number.</summary>
public readonly record struct TableCell
{
    private readonly string? _text;

    private TableCell(string? text, long? number)
    {
        _text = text;
        Number = number;
    }

    /// <summary>Null for a text.</summary>
    public long? Number { get; }

    public static implicit operator TableCell(string? text) => new(text, null);

    public static implicit operator TableCell(int number) => new(null, number);

    public override string ToString() => Number is { } number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : _text ?? "";
}
