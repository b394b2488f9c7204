namespace EdgeKube.Cli.Commands;

/// <summary>A command cannot be carried out. Each message is one line on stderr, without <c>error:</c> in front.</summary>
internal sealed class CommandException(IReadOnlyList<string> messages) : Exception(string.Join('\n', messages))
{
    public CommandException(string message)
        : this([message])
    {
    }

    public IReadOnlyList<string> Messages { get; } = messages;
}
