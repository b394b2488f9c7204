using EdgeKube.Controller.Security.Enrollment;
using EdgeKube.Controller.Security.Identities;
using Microsoft.Extensions.Logging;

namespace EdgeKube.Controller.Security.Pki;

/// <summary>What becomes due by itself: renewals, the end of a rotation, tokens, the floor.</summary>
internal sealed class PkiLoop(
    CertificateAuthority authority, DoorCertificate door, TrustedClock clock, TokenExpiry tokens, AdministratorFile administrator, RefusalLog refusals, ILogger<PkiLoop> log)
    : IControllerLoop
{
    // Often enough for certificates that live for minutes, as tests want them.
    private const int TicksPerLife = 20;
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromMinutes(1);
    private bool? _wasTrusted;

    public string Name => "pki";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var period = authority.CertificateLife / TicksPerLife < LongestPeriod ? authority.CertificateLife / TicksPerLife : LongestPeriod;
        while (true)
        {
            await TickAsync(cancellationToken);
            await Task.Delay(period, clock.Provider, cancellationToken);
        }
    }

    private async Task TickAsync(CancellationToken cancellationToken)
    {
        TellOfClock();
        authority.Tick();
        door.Tick();
        clock.WriteDaily();
        refusals.Tick();
        await tokens.TickAsync(cancellationToken);
        await administrator.TickAsync(cancellationToken);
    }

    private void TellOfClock()
    {
        var reading = clock.Read();
        if (reading.IsTrusted == _wasTrusted)
        {
            return;
        }

        if (!reading.IsTrusted)
        {
            PkiLog.ClockUntrusted(log, reading.Proven);
        }
        else if (_wasTrusted is false)
        {
            PkiLog.ClockTrusted(log);
        }

        _wasTrusted = reading.IsTrusted;
    }
}
