namespace EdgeKube.Machines.Harness;

/// <summary>One site for all tests that need a whole machine of its own kernel: it takes a minute to install.</summary>
public sealed class WholeMachine : IAsyncLifetime
{
    private UserModeSite? _site;

    public UserModeSite Site => _site!;

    public async Task InitializeAsync() => _site = await UserModeSite.InstallAsync();

    public async Task DisposeAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }
    }
}
