namespace EdgeKube.Controller;

/// <summary>
/// Something that runs as long as the controller does. It is supervised: when <see cref="RunAsync"/> throws or returns early, that is
/// logged and it is run again after a back-off, so it must be able to start afresh.
/// </summary>
internal interface IControllerLoop
{
    /// <summary>For the log, such as <c>deployment</c>.</summary>
    string Name { get; }

    Task RunAsync(CancellationToken cancellationToken);
}
