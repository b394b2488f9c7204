namespace EdgeKube.Hosting.Options;

/// <summary>
/// One row of a program's table of options: all that the file, the environment, <c>--print-config</c> and the manual know of it.
/// </summary>
/// <param name="Key">As in the file; with a dot, one of a group: <c>mqtt.broker</c>.</param>
/// <param name="Value">What stands for its value in the manual, such as <c>DIRECTORY</c>.</param>
/// <param name="Description">For the manual, in whole sentences.</param>
/// <param name="Set">Takes a value, or tells its faults.</param>
/// <param name="Print">The texts that <paramref name="Set"/> would make this of; none when it is not set.</param>
internal sealed record Option<T>(string Key, string Value, string Description, Func<T, OptionValue, T> Set, Func<T, IEnumerable<string>> Print)
{
    /// <summary>Takes any number of values: a list in the file, by commas in the environment.</summary>
    public bool IsList { get; init; }
}
