using System.Text;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>How a manifest is applied.</summary>
internal sealed record ApplyOptions
{
    public const string DefaultManager = "edgectl";
    private const int MaxManagerBytes = 128;

    /// <summary>By fields and their owners; else in the manner of kubectl's annotation.</summary>
    public bool IsServerSide { get; init; }

    /// <summary>Server-side: take what others own.</summary>
    public bool IsForced { get; init; }

    public bool IsDryRun { get; init; }

    /// <summary>The answer shows each object as it is, or would be, afterwards.</summary>
    public bool IsShown { get; init; }

    /// <summary>Under whose name the fields are kept.</summary>
    public string Manager { get; init; } = DefaultManager;

    public ApiStatus? FindFault() => Encoding.UTF8.GetByteCount(Manager) > MaxManagerBytes || Manager.Any(char.IsControl)
        ? Statuses.BadRequest($"field-manager: must have at most {MaxManagerBytes} bytes, none of them a control character")
        : null;
}
